using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>Claim and settle of new keys, nothing else: with few records and with many, and while expired ones are swept away.</summary>
internal static class LedgerRun
{
    private const int Callers = 64;
    private const int Few = 10_000;

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    /// <param name="records">How many "many" are.</param>
    /// <param name="pairs">Measured ones, of a claim and a settlement each.</param>
    /// <param name="output">Gets the table.</param>
    public static async Task<int> RunAsync(int records, int pairs, TextWriter output)
    {
        output.WriteLine($"{pairs} pairs of claim and settlement, {Callers} callers");
        output.WriteLine();
        output.WriteLine("| ledger | records | pairs/s | p50 ms | p99 ms | slowest ms | B allocated per pair |");
        output.WriteLine("|---|---|---|---|---|---|---|");

        var directory = Directory.CreateTempSubdirectory("edgegateway-ledger-");
        try
        {
            var clock = new Clock();
            await using var sqlite = new SqliteCallbackLedger(new SqliteLedgerOptions { Path = Path.Combine(directory.FullName, "ledger.db") }, clock);
            await GrowAsync("SQLite", sqlite, records, pairs, output);
            clock.Advance(2 * _retention);
            await MeasureAsync("SQLite", $"{records}, all being swept", sqlite, pairs, output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        await using var server = new RedisServer();
        await server.InitializeAsync();
        await using var redis = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = server.EndPoint });
        await GrowAsync("Redis", redis, records, pairs, output);
        return 0;
    }

    private static async Task GrowAsync(string name, ICallbackLedger ledger, int records, int pairs, TextWriter output)
    {
        await WorkAsync(ledger, Callers, Few);
        await MeasureAsync(name, $"{Few}", ledger, pairs, output);
        await WorkAsync(ledger, 8 * Callers, records);
        await MeasureAsync(name, $"{records}", ledger, pairs, output);
    }

    private static async Task MeasureAsync(string name, string records, ICallbackLedger ledger, int pairs, TextWriter output)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        var times = await WorkAsync(ledger, Callers, pairs);
        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        Array.Sort(times);
        output.WriteLine(
            $"| {name} | {records} | {times.Length / elapsed.TotalSeconds:0} | {times[times.Length / 2]:0.00} | {times[times.Length * 99 / 100]:0.00} | {times[^1]:0.0} | {allocated / times.Length} |");
    }

    /// <summary>The milliseconds that each pair took.</summary>
    private static async Task<double[]> WorkAsync(ICallbackLedger ledger, int callers, int pairs)
    {
        var acknowledgement = new RecordedAcknowledgement(200, "text/plain", "OK"u8.ToArray());
        var each = pairs / callers;
        var times = new double[each * callers];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var claim = new Claim(new CallbackKey($"cactus:{Guid.NewGuid()}"), OwnerToken.Create(), _retention);
                var started = Stopwatch.GetTimestamp();
                await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromSeconds(45)), CancellationToken.None);
                await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
                times[(caller * each) + i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        })));
        return times;
    }

    /// <summary>The system's, but for what it was set forward.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan _forward;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _forward;

        public void Advance(TimeSpan duration) => _forward += duration;
    }
}
