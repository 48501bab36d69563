using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Hosting;

/// <summary>Creates the configured ledger.</summary>
internal static partial class LedgerFactory
{
    /// <summary>Validates what only the store can validate, without connecting to it.</summary>
    /// <exception cref="ConfigurationException">The store's settings are invalid.</exception>
    public static void Check(LedgerSettings settings)
    {
        if (settings.RedisConfiguration is { } configuration && RedisLedgerOptions.FaultOf(configuration) is { } fault)
        {
            throw new ConfigurationException([$"Ledger:Redis:Configuration: {fault}"]);
        }
    }

    public static ICallbackLedger Create(IServiceProvider services)
    {
        var settings = services.GetRequiredService<CallbackConfigurationProvider>().Current.Ledger;
        Check(settings);
        var timeProvider = services.GetRequiredService<TimeProvider>();
        return settings.Store switch
        {
            LedgerStore.Sqlite => new SqliteCallbackLedger(new() { Path = settings.SqlitePath! }, timeProvider),
            LedgerStore.Redis => CreateRedis(settings, services.GetRequiredService<ILoggerFactory>().CreateLogger("EdgeGateway.Redis")),
            LedgerStore.Memory => new MemoryCallbackLedger(timeProvider),
            _ => throw new InvalidOperationException($"There is no ledger {settings.Store}."),
        };
    }

    private static RedisCallbackLedger CreateRedis(LedgerSettings settings, ILogger logger) => new(
        new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix },
        reason => Log.RedisUnreachable(logger, reason));

    private static partial class Log
    {
        [LoggerMessage(1510, LogLevel.Warning, "Redis cannot be reached: {Reason}.", EventName = "RedisUnreachable")]
        public static partial void RedisUnreachable(ILogger logger, string reason);
    }
}
