using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Benchmarks.Ledger;

/// <summary>Sequential claims and settlements of one caller: the latency for a callback, not the throughput of the store.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private static readonly RecordedAcknowledgement _acknowledgement = new(200, "application/json", "{\"code\":0}"u8.ToArray());

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-bench-");
    private readonly Stack<IAsyncDisposable> _opened = [];
    private ICallbackLedger _ledger = null!;
    private long _next;

    [Params("Memory", "Sqlite", "Redis")]
    public string Store { get; set; } = "Memory";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _ledger = Store switch
        {
            "Memory" => new MemoryCallbackLedger(TimeProvider.System),
            "Sqlite" => new SqliteCallbackLedger(new() { Path = Path.Combine(_directory.FullName, "ledger.db") }, TimeProvider.System),
            "Redis" => new RedisCallbackLedger(new() { Configuration = await StartServerAsync() }),
            _ => throw new InvalidOperationException($"There is no ledger {Store}."),
        };
        if (_ledger is IAsyncDisposable ledger)
        {
            _opened.Push(ledger);
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        while (_opened.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    [Benchmark]
    public async Task<bool> ClaimAndSettleAsync()
    {
        var claim = new Claim(new CallbackKey($"cactus/21/{_next++}/3"), OwnerToken.Create(), TimeSpan.FromDays(7));
        await _ledger.ClaimAsync(new ClaimRequest(claim, default, TimeSpan.FromSeconds(45)), CancellationToken.None);
        return await _ledger.SettleAsync(claim, _acknowledgement, CancellationToken.None);
    }

    private async Task<string> StartServerAsync()
    {
        var server = new RedisServer();
        _opened.Push(server);
        await server.InitializeAsync();
        return server.EndPoint;
    }
}
