namespace EdgeGateway.Sqlite;

/// <summary>Where the embedded ledger lives.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>
    /// The file, created with its directory when missing. It belongs on a local disk: SQLite's log needs shared memory,
    /// which network file systems do not offer.
    /// </summary>
    public string Path { get; set; } = "data/ledger.db";
}
