using System.Text;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Builds keys with the configured prefix.</summary>
internal sealed class RedisKeys(string prefix)
{
    private readonly RedisKey _prefix = Encoding.UTF8.GetBytes($"{prefix}:");

    /// <summary>The key of a callback contains a slash; the ledger's internal keys do not.</summary>
    public RedisKey Of(string key) => ((RedisKey)key).Prepend(_prefix);
}
