using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>The faults of a Redis server and the connection to it.</summary>
public static class RedisNemeses
{
    private const string Target = "redis";

    /// <summary>The number of keys that an operator releases.</summary>
    private const int Freed = 20;

    /// <summary>Longer than the ledger's time limit.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the cluster's node timeout.</summary>
    private static readonly TimeSpan _longPause = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(300);

    /// <summary>The faults of one server behind a proxy.</summary>
    public static IEnumerable<Nemesis> Of(RedisServer server, TcpFaultProxy link)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(link);
        return
        [
            new(FaultKind.RedisRestarted, Target, server.KillAsync, server.StartAsync),
            new(FaultKind.RedisPaused, Target, () => server.PauseAsync(_pause), Nothing),
            new(FaultKind.RedisFlushed, Target, () => server.CommandAsync("FLUSHALL"), Nothing),
            new(FaultKind.LinkCut, Target, () => Do(link.Cut), () => Do(link.Resume)),
            new(FaultKind.LinkDelayed, Target, () => Do(() => link.Delay(_delay)), () => Do(link.Resume)),
            new(FaultKind.LinkHalfOpen, Target, () => Do(link.HalfOpen), () => Do(link.Resume)),
        ];
    }

    /// <summary>
    /// Kills or pauses a master until a replica replaces it. The old master comes back as a replica when
    /// that has happened.
    /// </summary>
    public static IEnumerable<Nemesis> FailOver(RedisCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        RedisServer? struck = null;
        return
        [
            new(
                FaultKind.RedisFailedOver,
                Target,
                async () =>
                {
                    struck = await cluster.NextMasterAsync(struck);
                    await struck.KillAsync();
                    await cluster.TakenOverAsync(struck);
                },
                async () =>
                {
                    await struck!.StartAsync();
                    await RedisCluster.ServesAsync(cluster.Nodes);
                }),
            new(
                FaultKind.RedisFailedOver,
                Target,
                async () =>
                {
                    struck = await cluster.NextMasterAsync(struck);
                    await struck.PauseAsync(_longPause);
                    await cluster.TakenOverAsync(struck);
                },
                () => RedisCluster.ServesAsync(cluster.Nodes)),
        ];
    }

    /// <summary>Releases keys as the runbook says: no open claims. It is recorded before it is done.</summary>
    public static Nemesis Replays(RedisServer server, History history)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(history);
        return new(FaultKind.OperatorReplays, "operator", FreeAsync, Nothing);

        async Task FreeAsync()
        {
            var events = history.Events;
            var passedOn = events.OfType<HistoryEvent.Answered>().Where(static answered => answered.IsAcknowledgement).Select(static answered => answered.Delivery).ToHashSet();
            foreach (var received in events.OfType<HistoryEvent.Received>().Where(received => passedOn.Contains(received.Delivery)).TakeLast(Freed))
            {
                history.Add(at => new HistoryEvent.Replayed(at, received.Key));
                await server.CommandAsync("DEL", "edge:" + received.Key);
            }
        }
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
