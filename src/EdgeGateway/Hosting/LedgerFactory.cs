using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Configuration;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Hosting;

/// <summary>Makes the ledger that the configuration names.</summary>
internal static class LedgerFactory
{
    public static ICallbackLedger Create(IServiceProvider services)
    {
        var settings = services.GetRequiredService<CallbackConfigurationProvider>().Current.Ledger;
        var timeProvider = services.GetRequiredService<TimeProvider>();
        return settings.Store switch
        {
            LedgerStore.Sqlite => new SqliteCallbackLedger(new() { Path = settings.SqlitePath! }, timeProvider),
            LedgerStore.Redis => new RedisCallbackLedger(
                new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix }),
            LedgerStore.Memory => new MemoryCallbackLedger(timeProvider),
            _ => throw new InvalidOperationException($"There is no ledger {settings.Store}."),
        };
    }
}
