using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Redis;

namespace EdgeGateway.Hosting;

/// <summary>Asks a running Redis for the settings that the ledger depends on.</summary>
internal static class RedisAdvice
{
    private const string Path = "Ledger:Redis:Configuration";

    /// <summary>Null if the ledger is not on Redis, or nothing is wrong.</summary>
    public static async Task<ConfigurationAdvice?> FindAsync(LedgerSettings settings)
    {
        if (settings.Store != LedgerStore.Redis)
        {
            return null;
        }

        try
        {
            await using var redis = await RedisLedgerRecords.ConnectAsync(
                new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix }, TimeProvider.System);
            return await redis.EvictionPolicyAsync() switch
            {
                "noeviction" => null,
                null => new(
                    "redis-not-asked", AdviceSeverity.Note, Path,
                    "Redis does not tell its maxmemory-policy",
                    "make sure that it is noeviction: a record that is evicted is a callback that the merchant gets twice"),
                var policy => new(
                    "redis-evicts", AdviceSeverity.Warning, Path,
                    $"maxmemory-policy is {policy}: when Redis is full it drops records, and the merchant gets these callbacks twice",
                    "set maxmemory-policy noeviction, as in config/redis.conf"),
            };
        }
        catch (LedgerUnavailableException exception)
        {
            return new(
                "redis-not-asked", AdviceSeverity.Warning, Path,
                $"its maxmemory-policy could not be asked: {exception.Message.TrimEnd('.')}",
                "run the check where Redis can be reached");
        }
    }
}
