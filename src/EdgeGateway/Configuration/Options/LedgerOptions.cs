using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The settings of the ledger, <c>Ledger</c>.</summary>
internal sealed class LedgerOptions
{
    /// <summary>The store of the ledger.</summary>
    public LedgerStore Store { get; set; } = LedgerStore.Sqlite;

    /// <summary>For <see cref="LedgerStore.Sqlite"/>.</summary>
    public SqliteLedgerOptions Sqlite { get; set; } = new();

    /// <summary>For <see cref="LedgerStore.Redis"/>.</summary>
    public RedisLedgerOptions Redis { get; set; } = new();

    /// <summary>How long one operation may take. At most 10 s, the minimum difference between the lease and the merchant timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}
