using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Hosting;

/// <summary>Opens the records of the configured ledger, for an operator's tools.</summary>
internal static class LedgerRecordsFactory
{
    /// <exception cref="ConfigurationException">The store's settings are invalid.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger does not exist or cannot be reached.</exception>
    public static async Task<ILedgerRecords> OpenAsync(LedgerSettings settings)
    {
        LedgerFactory.Check(settings);
        return settings.Store switch
        {
            LedgerStore.Sqlite => new SqliteLedgerRecords(new() { Path = settings.SqlitePath! }, TimeProvider.System),
            LedgerStore.Redis => await RedisLedgerRecords.ConnectAsync(
                new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix }, TimeProvider.System),
            _ => throw new LedgerUnavailableException($"The ledger {settings.Store} is in the gateway's memory and cannot be opened from outside.", innerException: null),
        };
    }
}
