using EdgeGateway.Proxy.Configuration.Binding;

namespace EdgeGateway.Proxy.Configuration.Validation;

/// <summary>Judges the ledger's options and turns them into its settings.</summary>
internal static class LedgerRules
{
    public static LedgerSettings Read(LedgerOptions options, FaultList faults)
    {
        var isSqlite = options.Store == LedgerStore.Sqlite;
        var isRedis = options.Store == LedgerStore.Redis;
        if (isSqlite && string.IsNullOrWhiteSpace(options.Sqlite.Path))
        {
            faults.Add("Ledger:Sqlite:Path", "needed when Store is Sqlite");
        }

        if (isRedis && string.IsNullOrWhiteSpace(options.Redis.Configuration))
        {
            faults.Add("Ledger:Redis:Configuration", "needed when Store is Redis, such as 127.0.0.1:6379");
        }

        if (isRedis && !ProfileName.IsValid(options.Redis.KeyPrefix))
        {
            faults.Add("Ledger:Redis:KeyPrefix", $"must be {ProfileName.Expectation}");
        }

        return new LedgerSettings(
            options.Store,
            isSqlite ? options.Sqlite.Path : null,
            isRedis ? options.Redis.Configuration : null,
            options.Redis.KeyPrefix,
            options.Timeout);
    }
}
