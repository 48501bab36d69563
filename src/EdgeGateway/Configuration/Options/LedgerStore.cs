namespace EdgeGateway.Configuration.Options;

/// <summary>What keeps the ledger.</summary>
internal enum LedgerStore
{
    /// <summary>One file beside the gateway: durable, for one gateway.</summary>
    Sqlite,

    /// <summary>A Redis server or cluster, for several gateways.</summary>
    Redis,

    /// <summary>The process's memory: forgets all at a restart. For tests.</summary>
    Memory,
}
