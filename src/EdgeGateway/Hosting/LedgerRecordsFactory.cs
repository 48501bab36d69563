using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Diagnostics;
using EdgeGateway.Records;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Hosting;

/// <summary>Opens the records of the configured ledger, for an operator's tools.</summary>
internal static class LedgerRecordsFactory
{
    /// <param name="settings">The ledger.</param>
    /// <param name="gateway">The gateway that runs with it, for a ledger in its memory.</param>
    /// <exception cref="ConfigurationException">The store's settings are invalid.</exception>
    /// <exception cref="LedgerUnavailableException">The ledger does not exist or cannot be reached.</exception>
    public static async Task<ILedgerRecords> OpenAsync(LedgerSettings settings, ManagementClient gateway)
    {
        LedgerFactory.Check(settings);
        return settings.Store switch
        {
            LedgerStore.Sqlite => new SqliteLedgerRecords(new() { Path = settings.SqlitePath! }, TimeProvider.System),
            LedgerStore.Redis => await RedisLedgerRecords.ConnectAsync(
                new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix }, TimeProvider.System),
            LedgerStore.Memory => Ask(gateway),
            _ => throw new InvalidOperationException($"There is no ledger {settings.Store}."),
        };
    }

    private static MemoryLedgerClient Ask(ManagementClient gateway) => gateway switch
    {
        { Url: null } => throw Unreachable("name its management endpoint with --url"),
        { Token: null } => throw Unreachable("configure a token in Management:Tokens, with \"Role\": \"Change\" for release and forget"),
        _ => new MemoryLedgerClient(gateway.Url, gateway.Token),
    };

    private static LedgerUnavailableException Unreachable(string cure) => new($"The ledger is in the memory of a running gateway: {cure}.", innerException: null);
}
