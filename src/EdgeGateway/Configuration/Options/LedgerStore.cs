namespace EdgeGateway.Configuration.Options;

/// <summary>The store of the ledger.</summary>
internal enum LedgerStore
{
    /// <summary>One local file: durable, for one gateway.</summary>
    Sqlite,

    /// <summary>A Redis server or cluster, for several gateways.</summary>
    Redis,

    /// <summary>The process's memory: lost on restart. For tests.</summary>
    Memory,
}
