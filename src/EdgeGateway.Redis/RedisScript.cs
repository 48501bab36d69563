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

    private readonly string _text;

    private RedisScript(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        _text = reader.ReadToEnd();
    }

    /// <summary>
    /// Sends the script's digest, and its text where the server does not have it. A server that has lost its scripts since
    /// answers <c>NOSCRIPT</c> and has done nothing: the second call sends the text again.
    /// </summary>
    public async Task<RedisResult> RunAsync(IDatabaseAsync database, RedisKey key, RedisValue[] values, CancellationToken cancellationToken)
    {
        var keys = new[] { key };
        try
        {
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.DemandMaster);
        }
        catch (RedisServerException exception) when (
            exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal) && !cancellationToken.IsCancellationRequested)
        {
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.DemandMaster | CommandFlags.NoScriptCache);
        }
    }
}
