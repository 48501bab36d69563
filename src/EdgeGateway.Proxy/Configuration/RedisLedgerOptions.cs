namespace EdgeGateway.Proxy.Configuration;

/// <summary>Where the shared ledger is.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>StackExchange.Redis's connection string; may hold a password, so it is never logged. Required for that store.</summary>
    public string? Configuration { get; set; }

    /// <summary>What every key of this gateway begins with.</summary>
    public string KeyPrefix { get; set; } = "edge";
}
