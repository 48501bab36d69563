using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Redis;

namespace EdgeGateway.Hosting;

/// <summary>Asks a running Redis for the settings that the ledger depends on.</summary>
internal static class RedisAdvice
{
    private const string Path = "Ledger:Redis:Configuration";

    /// <summary>Empty if the ledger is not on Redis, or nothing is wrong.</summary>
    public static async Task<IReadOnlyList<ConfigurationAdvice>> FindAsync(LedgerSettings settings)
    {
        if (settings.Store != LedgerStore.Redis)
        {
            return [];
        }

        try
        {
            await using var redis = await RedisLedgerRecords.ConnectAsync(
                new() { Configuration = settings.RedisConfiguration!, KeyPrefix = settings.RedisKeyPrefix }, TimeProvider.System);
            return [.. OnEviction(await redis.EvictionPolicyAsync()), .. OnReplicas(await redis.WritesWithoutReplicasAsync())];
        }
        catch (LedgerUnavailableException exception)
        {
            return
            [
                new(
                    "redis-not-asked", AdviceSeverity.Warning, Path,
                    $"its settings could not be asked: {exception.Message.TrimEnd('.')}",
                    "run the check where Redis can be reached"),
            ];
        }
    }

    private static IEnumerable<ConfigurationAdvice> OnEviction(string? policy) => policy switch
    {
        "noeviction" => [],
        null =>
        [
            new(
                "redis-not-asked", AdviceSeverity.Note, Path,
                "Redis does not tell its maxmemory-policy",
                "make sure that it is noeviction: a record that is evicted is a callback that the merchant gets twice"),
        ],
        _ =>
        [
            new(
                "redis-evicts", AdviceSeverity.Warning, Path,
                $"maxmemory-policy is {policy}: when Redis is full it drops records, and the merchant gets these callbacks twice",
                "set maxmemory-policy noeviction, as in config/redis.conf"),
        ],
    };

    private static IEnumerable<ConfigurationAdvice> OnReplicas(bool writesWithout) => writesWithout
        ?
        [
            new(
                "redis-writes-alone", AdviceSeverity.Warning, Path,
                "min-replicas-to-write is 0 on a server: as a master that has lost its replicas it takes claims that the next master does not have, and the merchant gets these callbacks twice",
                "set min-replicas-to-write 1 and min-replicas-max-lag 10 on every server"),
        ]
        : [];
}
