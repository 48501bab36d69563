using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Merchants;
using EdgeGateway.Testing.Faults.Nemeses;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Gateways;

/// <summary>Gateways, their ledger and their merchant, with the faults that can be injected.</summary>
public sealed class FaultStage : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-faults-");
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<GatewayNode> _gateways = [];
    private readonly List<Nemesis> _nemeses = [];

    private bool _keepFiles;

    private FaultStage(string name, int seed)
    {
        Name = name;
        Merchant = new FaultyMerchant(History, seed, MerchantTimeout);
    }

    /// <summary>As configured.</summary>
    public static TimeSpan MerchantTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>As configured: slightly more than the allowed minimum.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(11.1);

    /// <summary>As configured.</summary>
    public static TimeSpan LedgerTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The ledger's name.</summary>
    public string Name { get; }

    /// <summary>The secret of all providers, created for this run.</summary>
    public string Secret { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The history of the run.</summary>
    public History History { get; } = new();

    /// <summary>The merchant.</summary>
    public FaultyMerchant Merchant { get; }

    /// <summary>The gateways.</summary>
    public IReadOnlyList<GatewayNode> Gateways => _gateways;

    /// <summary>The faults that can be injected.</summary>
    public IReadOnlyList<Nemesis> Nemeses => _nemeses;

    /// <summary>Keeps the gateways' logs and configurations and a SQLite ledger, to investigate a violation.</summary>
    /// <returns>The directory.</returns>
    public string KeepFiles()
    {
        _keepFiles = true;
        return _directory.FullName;
    }

    /// <summary>One gateway with a SQLite ledger.</summary>
    public static Task<FaultStage> SqliteAsync(int seed) => SqliteAsync("SQLite", gateways: 1, seed);

    /// <summary>Two gateways on one machine that share a SQLite file.</summary>
    public static Task<FaultStage> SharedSqliteAsync(int seed) => SqliteAsync("shared SQLite", gateways: 2, seed);

    /// <summary>Two gateways, and one Redis server behind a proxy.</summary>
    public static Task<FaultStage> RedisAsync(int seed) => StartAsync("Redis", seed, async stage =>
    {
        var server = stage.Own(new RedisServer());
        await server.StartAsync();
        var link = stage.Own(new TcpFaultProxy(server.Port));
        await stage.AddGatewaysAsync(2, builder => builder.UseRedis(link.EndPoint));
        stage._nemeses.AddRange(RedisNemeses.Of(server, link));
        stage._nemeses.Add(RedisNemeses.Replays(server, stage.History));
    });

    /// <summary>Two gateways, and a cluster of three masters with a replica each.</summary>
    public static Task<FaultStage> ClusterAsync(int seed) => StartAsync("Redis cluster", seed, async stage =>
    {
        var cluster = stage.Own(RedisCluster.WithReplicas());
        await cluster.InitializeAsync();
        await stage.AddGatewaysAsync(2, builder => builder.UseRedis(cluster.EndPoints));

        // Twice, so that failovers are as frequent as the many faults of gateways and merchant.
        var failOver = RedisNemeses.FailOver(cluster).ToList();
        stage._nemeses.AddRange([.. failOver, .. failOver]);
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
        }

        if (!_keepFiles)
        {
            _directory.Delete(recursive: true);
        }
    }

    private static async Task<FaultStage> StartAsync(string name, int seed, Func<FaultStage, Task> build)
    {
        var stage = new FaultStage(name, seed);
        try
        {
            stage._owned.Add(stage.Merchant);
            await stage.Merchant.StartAsync();
            await build(stage);
            stage._nemeses.AddRange(MerchantNemeses.Of(stage.Merchant));
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private static Task<FaultStage> SqliteAsync(string name, int gateways, int seed) => StartAsync(name, seed, async stage =>
    {
        var file = Path.Combine(stage._directory.FullName, "ledger.db");
        await stage.AddGatewaysAsync(gateways, builder => builder.UseSqlite(file));
        stage._nemeses.AddRange(SqliteNemeses.Of(stage._gateways[0], file));
    });

    private async Task AddGatewaysAsync(int count, Action<GatewayBuilder> useLedger)
    {
        var profile = new JsonObject { [nameof(MerchantTimeout)] = MerchantTimeout.ToString(), [nameof(Lease)] = Lease.ToString() };
        for (var number = 1; number <= count; number++)
        {
            var builder = new GatewayBuilder().ForwardTo(Merchant.Address).WithFirstProviders(profile, Secret).WithLedgerTimeout(LedgerTimeout);
            useLedger(builder);
            var gateway = Own(new GatewayNode($"gateway-{number}", _directory.FullName, builder, History));
            _gateways.Add(gateway);
            _nemeses.AddRange(GatewayNemeses.Of(gateway));
        }

        await Task.WhenAll(_gateways.Select(static gateway => gateway.StartAsync()));
    }

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
