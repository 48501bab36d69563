using Xunit;

namespace EdgeGateway.Testing.Redis;

/// <summary>A real cluster of three masters, without replicas.</summary>
public sealed class RedisCluster : IAsyncLifetime
{
    private readonly RedisServer[] _nodes = [Node(), Node(), Node()];

    /// <summary>Each holds a third of the slots.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>What a client connects to.</summary>
    public string EndPoints => string.Join(',', _nodes.Select(node => node.EndPoint));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
        var output = await RedisCommand.RunAsync(["--cluster", "create", .. _nodes.Select(node => node.EndPoint), "--cluster-yes"]);
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

    private static RedisServer Node() => new("--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--appendonly", "yes");

    private async Task ReadyAsync()
    {
        foreach (var node in _nodes)
        {
            await Eventually.TrueAsync(
                async () => (await node.CommandAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal),
                CancellationToken.None);
        }
    }
}
