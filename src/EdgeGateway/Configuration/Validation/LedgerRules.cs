using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Sources;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Validates the ledger's options and creates its settings.</summary>
internal static class LedgerRules
{
    private const string SqlitePath = $"{KnownSections.Ledger}:{nameof(LedgerOptions.Sqlite)}:{nameof(SqliteLedgerOptions.Path)}";

    public static LedgerSettings Read(LedgerOptions options, IConfiguration configuration, FaultList faults)
    {
        var isSqlite = options.Store == LedgerStore.Sqlite;
        var isRedis = options.Store == LedgerStore.Redis;
        if (isSqlite && string.IsNullOrWhiteSpace(options.Sqlite.Path))
        {
            faults.Add(SqlitePath, "needed when Store is Sqlite");
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
            isSqlite ? ResolveSqlitePath(options.Sqlite.Path, configuration, faults) : null,
            isRedis ? options.Redis.Configuration : null,
            options.Redis.KeyPrefix,
            options.Timeout);
    }

    private static string? ResolveSqlitePath(string? path, IConfiguration configuration, FaultList faults)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return null;
        }

        var resolved = ConfiguredPath.Resolve(configuration, SqlitePath, path);
        var inWorkingDirectory = Path.GetFullPath(path);
        if (resolved != inWorkingDirectory && !File.Exists(resolved) && File.Exists(inWorkingDirectory))
        {
            // A new ledger would be empty, and settled callbacks would be delivered again.
            faults.Add(
                SqlitePath,
                $"'{path}' means {resolved}, where there is no ledger, but {inWorkingDirectory} in the working directory is one; "
                + "move it there together with its -wal and -shm files, or give an absolute path");
        }

        return resolved;
    }
}
