using System.Text;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Keys with the prefix that several gateways share.</summary>
internal sealed class RedisKeys(string prefix)
{
    private readonly RedisKey _prefix = Encoding.UTF8.GetBytes($"{prefix}:");

    /// <summary>A callback's key has a slash in it, which those of the ledger's own do not have.</summary>
    public RedisKey Of(string key) => ((RedisKey)key).Prepend(_prefix);
}
