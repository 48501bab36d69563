using BenchmarkDotNet.Attributes;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Benchmarks.Ledger;

/// <summary>One caller's claims and settlements, one after the other: what a callback waits for, not what the store can carry.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private static readonly RecordedAcknowledgement _acknowledgement = new(200, "application/json", "{\"code\":0}"u8.ToArray());

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgegateway-bench-");
    private ICallbackLedger _ledger = null!;
    private long _next;

    [Params("Memory", "Sqlite")]
    public string Store { get; set; } = "Memory";

    [GlobalSetup]
    public void Setup() => _ledger = Store switch
    {
        "Memory" => new MemoryCallbackLedger(TimeProvider.System),
        "Sqlite" => new SqliteCallbackLedger(new() { Path = Path.Combine(_directory.FullName, "ledger.db") }, TimeProvider.System),
        _ => throw new InvalidOperationException($"There is no ledger {Store}."),
    };

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        if (_ledger is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
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
}
