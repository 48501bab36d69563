using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace EdgeGateway.Testing.Redis;

/// <summary>A master with two replicas, and a real sentinel that puts a replica in the place of a master that is silent for a second.</summary>
public sealed class RedisSentinel : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sentinel-");
    private readonly int _port = LoopbackPort.Find();
    private Process? _process;

    /// <summary>The servers are not started yet.</summary>
    public RedisSentinel()
    {
        Master = Server();
        var port = Master.Port.ToString(CultureInfo.InvariantCulture);
        Replicas = [Server("--replicaof", "127.0.0.1", port), Server("--replicaof", "127.0.0.1", port)];
    }

    /// <summary>The server that is the master at first.</summary>
    public RedisServer Master { get; }

    /// <summary>The servers that are replicas at first.</summary>
    public IReadOnlyList<RedisServer> Replicas { get; }

    /// <summary>What a client connects to.</summary>
    public string EndPoints => string.Join(',', [Master.EndPoint, .. Replicas.Select(static replica => replica.EndPoint)]);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(Master.StartAsync(), Replicas[0].StartAsync(), Replicas[1].StartAsync());
        foreach (var replica in Replicas)
        {
            await Eventually.TrueAsync(
                async () => (await replica.CommandAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal), CancellationToken.None);
        }

        // It writes to its file.
        var file = Path.Combine(_directory.FullName, "sentinel.conf");
        await File.WriteAllTextAsync(file, $"""
            port {_port}
            bind 127.0.0.1
            logfile {_directory.FullName}/sentinel.log
            sentinel monitor ledger 127.0.0.1 {Master.Port} 1
            sentinel down-after-milliseconds ledger 1000
            sentinel failover-timeout ledger 3000

            """);
        _process = Process.Start("redis-server", [file, "--sentinel"]);
        await Eventually.TrueAsync(async () => (await CommandAsync("REPLICAS", "ledger")).Split("runid").Length > Replicas.Count, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Master.DisposeAsync();
        await Replicas[0].DisposeAsync();
        await Replicas[1].DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Returns when a replica is the master, and the other one replicates it.</summary>
    public Task TakenOverAsync() => Eventually.TrueAsync(
        async () =>
        {
            var states = await Task.WhenAll(Replicas.Select(static replica => replica.CommandAsync("INFO", "replication")));
            return states.Any(static state => state.Contains("role:master", StringComparison.Ordinal) && state.Contains("state=online", StringComparison.Ordinal));
        },
        CancellationToken.None);

    /// <summary>Ends the sentinel, so that a server that returns keeps its role.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    private static RedisServer Server(params string[] arguments) =>
        new(["--appendonly", "yes", "--repl-diskless-sync-delay", "0", "--min-replicas-to-write", "1", "--min-replicas-max-lag", "10", .. arguments]);

    private Task<string> CommandAsync(params IEnumerable<string> command) =>
        RedisCommand.RunAsync(["-p", _port.ToString(CultureInfo.InvariantCulture), "SENTINEL", .. command]);
}
