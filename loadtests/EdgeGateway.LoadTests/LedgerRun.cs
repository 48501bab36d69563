using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.LoadTests.Results;
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

    /// <param name="stores">Which ledgers: Sqlite, Redis.</param>
    /// <param name="records">How many "many" are.</param>
    /// <param name="pairs">Measured ones, of a claim and a settlement each.</param>
    /// <param name="output">Gets the table.</param>
    public static async Task<int> RunAsync(string[] stores, int records, int pairs, TextWriter output)
    {
        output.WriteLine($"{pairs} pairs of claim and settlement, {Callers} callers");
        output.WriteLine();
        output.WriteLine(PairTimes.Head);
        foreach (var store in stores)
        {
            await (store switch
            {
                "Sqlite" => SqliteAsync(records, pairs, output),
                "Redis" => RedisAsync(records, pairs, output),
                _ => throw new ArgumentException($"There is no ledger '{store}' to measure.", nameof(stores)),
            });
        }

        return 0;
    }

    private static async Task SqliteAsync(int records, int pairs, TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("edgegateway-ledger-");
        try
        {
            var clock = new Clock();
            await using var ledger = new SqliteCallbackLedger(new SqliteLedgerOptions { Path = Path.Combine(directory.FullName, "ledger.db") }, clock);
            await GrowAsync("SQLite", ledger, records, pairs, output);
            clock.Advance(2 * _retention);
            await MeasureAsync("SQLite", $"{records}, all being swept", ledger, pairs, output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RedisAsync(int records, int pairs, TextWriter output)
    {
        await using var server = new RedisServer();
        await server.InitializeAsync();
        await using var ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = server.EndPoint });
        await GrowAsync("Redis", ledger, records, pairs, output);
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
        output.WriteLine(times.Row(name, records, elapsed, allocated));
    }

    private static async Task<PairTimes> WorkAsync(ICallbackLedger ledger, int callers, int pairs)
    {
        var acknowledgement = new RecordedAcknowledgement(200, "text/plain", "OK"u8.ToArray());
        var each = pairs / callers;
        var times = new PairTimes(each * callers);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var claim = new Claim(new CallbackKey($"cactus:{Guid.NewGuid()}"), OwnerToken.Create(), _retention);
                var started = Stopwatch.GetTimestamp();
                await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromSeconds(45)), CancellationToken.None);
                var claimed = Stopwatch.GetTimestamp();
                await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
                times.Set((caller * each) + i, started, claimed, Stopwatch.GetTimestamp());
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
