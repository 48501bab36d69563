namespace EdgeGateway.Proxy.Configuration;

/// <summary>Where the embedded ledger is.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>The file, relative to the configuration file that names it. Its directory is created when missing.</summary>
    public string? Path { get; set; } = "data/ledger.db";
}
