using System.Globalization;
using Xunit;

namespace EdgeGateway.Testing.Redis;

/// <summary>A real cluster of three masters, without replicas unless asked for.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    private const int Masters = 3;

    private RedisServer[] _nodes = [Node(), Node(), Node()];
    private int _replicas;

    /// <summary>Three masters with one replica each.</summary>
    public static RedisCluster WithReplicas() => new() { _nodes = [Node(), Node(), Node(), Node(), Node(), Node()], _replicas = 1 };

    /// <summary>The masters, each of which holds a third of the slots, and the replicas.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>What a client connects to.</summary>
    public string EndPoints => string.Join(',', _nodes.Select(node => node.EndPoint));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
        var output = await RedisCommand.RunAsync(["--cluster", "create", .. _nodes.Select(node => node.EndPoint), "--cluster-replicas", _replicas.ToString(CultureInfo.InvariantCulture), "--cluster-yes"]);
        if (!output.Contains("All 16384 slots covered", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The cluster was not created: {output}");
        }

        await ReadyAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>Starts every node again.</summary>
    public async Task StartAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
        await ReadyAsync();
    }

    /// <summary>All nodes at once.</summary>
    public Task KillAsync() => Task.WhenAll(_nodes.Select(node => node.KillAsync()));

    /// <summary>Whether the node is a master that holds slots now.</summary>
    public static async Task<bool> IsMasterAsync(RedisServer node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return (await node.CommandAsync("CLUSTER", "NODES")).Split('\n')
            .Any(static line => line.Contains("myself,master", StringComparison.Ordinal) && line.Split(' ').Length > 8);
    }

    /// <summary>The first node that is a master now, except <paramref name="last"/>.</summary>
    public async Task<RedisServer> NextMasterAsync(RedisServer? last)
    {
        foreach (var node in _nodes)
        {
            if (node != last && await IsMasterAsync(node))
            {
                return node;
            }
        }

        throw new InvalidOperationException("The cluster has no other master.");
    }

    /// <summary>Returns when other nodes have replaced all masters.</summary>
    public Task TakenOverAsync(RedisServer lost) => Eventually.TrueAsync(
        async () =>
        {
            var masters = await Task.WhenAll(_nodes.Where(node => node != lost).Select(IsMasterAsync));
            return masters.Count(static isMaster => isMaster) == Masters;
        },
        CancellationToken.None);

    /// <summary>Returns when every running node reports that all slots are served.</summary>
    public static async Task ServesAsync(params IEnumerable<RedisServer> running)
    {
        ArgumentNullException.ThrowIfNull(running);
        foreach (var node in running)
        {
            await Eventually.TrueAsync(
                async () => (await node.CommandAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal),
                CancellationToken.None);
        }
    }

    private static RedisServer Node() => new("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--appendonly", "yes");

    private async Task ReadyAsync()
    {
        await ServesAsync(_nodes);
        if (_replicas > 0)
        {
            // A replica that has not caught up yet cannot replace its master.
            foreach (var node in _nodes.Skip(Masters))
            {
                await Eventually.TrueAsync(
                    async () => (await node.CommandAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal),
                    CancellationToken.None);
            }
        }
    }
}
