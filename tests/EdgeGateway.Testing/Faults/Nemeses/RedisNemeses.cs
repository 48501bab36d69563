using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>What can be wrong with the shared ledger's server and the way to it.</summary>
public static class RedisNemeses
{
    private const string Target = "redis";

    /// <summary>Longer than an operation of the ledger may take.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

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

    /// <summary>One master after the other dies, and comes back as a replica when another has taken its place.</summary>
    public static Nemesis FailOver(RedisCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        RedisServer? dead = null;
        return new(
            FaultKind.RedisFailedOver,
            Target,
            async () =>
            {
                foreach (var node in cluster.Nodes)
                {
                    if (node != dead && await RedisCluster.IsMasterAsync(node))
                    {
                        dead = node;
                        break;
                    }
                }

                await dead!.KillAsync();
                await RedisCluster.ServesAsync(cluster.Nodes.Where(node => node != dead));
            },
            async () =>
            {
                await dead!.StartAsync();
                await RedisCluster.ServesAsync(cluster.Nodes);
            });
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
