using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>What can be wrong with the shared ledger's server and the way to it.</summary>
public static class RedisNemeses
{
    private const string Target = "redis";

    /// <summary>How many keys an operator frees.</summary>
    private const int Freed = 20;

    /// <summary>Longer than an operation of the ledger may take.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the cluster waits for a master.</summary>
    private static readonly TimeSpan _longPause = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(300);

    /// <summary>What can happen to one server behind a link.</summary>
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
    /// One master after the other dies, or is silent for long enough to lose its place, and comes back as a replica when
    /// another has taken it.
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

    /// <summary>As the runbook says it: nothing that is claimed, and noted before it is done.</summary>
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
