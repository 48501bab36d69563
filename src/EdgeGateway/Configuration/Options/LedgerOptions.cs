using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>What the configuration says of the ledger, under <c>Ledger</c>.</summary>
internal sealed class LedgerOptions
{
    /// <summary>What keeps the ledger.</summary>
    public LedgerStore Store { get; set; } = LedgerStore.Sqlite;

    /// <summary>For <see cref="LedgerStore.Sqlite"/>.</summary>
    public SqliteLedgerOptions Sqlite { get; set; } = new();

    /// <summary>For <see cref="LedgerStore.Redis"/>.</summary>
    public RedisLedgerOptions Redis { get; set; } = new();

    /// <summary>How long one operation may take. At most the 10 s that a lease outlasts the merchant timeout by.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);
}
