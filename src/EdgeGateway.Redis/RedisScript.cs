using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>One operation, as an embedded Lua file; its first lines say what goes in and what comes out.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Claim = new("claim.lua");
    public static readonly RedisScript Settle = new("settle.lua");
    public static readonly RedisScript Release = new("release.lua");
    public static readonly RedisScript Check = new("check.lua");
    public static readonly RedisScript Statistics = new("statistics.lua");

    private RedisScript(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        Text = reader.ReadToEnd();
    }

    /// <summary>What the server runs. The client sends its digest where it believes that the server has it.</summary>
    public string Text { get; }

    /// <summary>Whether the server has lost its scripts, and so has done nothing.</summary>
    public static bool IsMissing(RedisServerException exception) => exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);
}
