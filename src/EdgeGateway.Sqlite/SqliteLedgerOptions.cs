namespace EdgeGateway.Sqlite;

/// <summary>Options of the SQLite ledger.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>
    /// The file, created with its directory if missing. It must be on a local disk: SQLite's write-ahead log needs shared memory, which
    /// network file systems do not provide.
    /// </summary>
    public string Path { get; set; } = "data/ledger.db";
}
