using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>Measures claim and settle of new keys: with few records, with many, and while expired ones are removed.</summary>
internal static class LedgerRun
{
    private const int Callers = 64;
    private const int Few = 10_000;

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly TimeSpan _brief = TimeSpan.FromSeconds(1);

    /// <param name="stores">The ledgers: Sqlite, Redis.</param>
    /// <param name="records">The number of records of the large ledger.</param>
    /// <param name="pairs">The number of measured pairs of a claim and a settlement.</param>
    /// <param name="output">Receives the table.</param>
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
            SqliteCallbackLedger Open(string name) => new(new SqliteLedgerOptions { Path = Path.Combine(directory.FullName, name) }, clock);
            await using var small = Open("small.db");
            await using var another = Open("another.db");
            await using var large = Open("large.db");
            await GrowAsync("SQLite", [small, another], large, records, pairs, output);
            await MeasureAsync("SQLite", "as many expire as come", small, pairs, output, _brief);
            var left = (await small.GetStatisticsAsync(CancellationToken.None)).Records;
            clock.Advance(2 * _retention);
            await MeasureAsync("SQLite", $"{records}, all being swept", large, pairs, output);
            output.WriteLine();
            output.WriteLine($"When as many records expired as were added, {left} records were in the file at the end.");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RedisAsync(int records, int pairs, TextWriter output)
    {
        await using var servers = new Servers();
        await using var small = await servers.OpenAsync();
        await using var another = await servers.OpenAsync();
        await using var large = await servers.OpenAsync();
        await GrowAsync("Redis", [small, another], large, records, pairs, output);
    }

    /// <summary>In turn, so that other load on the machine affects both. The small ledgers grow by the measured records.</summary>
    private static async Task GrowAsync(string name, ICallbackLedger[] small, ICallbackLedger large, int records, int pairs, TextWriter output)
    {
        await WorkAsync(large, 8 * Callers, records, _retention);
        foreach (var ledger in small)
        {
            await WorkAsync(ledger, Callers, Few, _retention);
            await MeasureAsync(name, $"{Few}", ledger, pairs, output);
            await MeasureAsync(name, $"{records}", large, pairs, output);
        }
    }

    private static async Task MeasureAsync(string name, string records, ICallbackLedger ledger, int pairs, TextWriter output, TimeSpan? retention = null)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        var times = await WorkAsync(ledger, Callers, pairs, retention ?? _retention);
        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        output.WriteLine(times.Row(name, records, elapsed, allocated));
    }

    private static async Task<PairTimes> WorkAsync(ICallbackLedger ledger, int callers, int pairs, TimeSpan retention)
    {
        var acknowledgement = new RecordedAcknowledgement(200, "text/plain", "OK"u8.ToArray());
        var each = pairs / callers;
        var times = new PairTimes(each * callers);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var claim = new Claim(new CallbackKey($"cactus:{Guid.NewGuid()}"), OwnerToken.Create(), retention);
                var started = Stopwatch.GetTimestamp();
                await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromSeconds(45)), CancellationToken.None);
                var claimed = Stopwatch.GetTimestamp();
                await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
                times.Set((caller * each) + i, started, claimed, Stopwatch.GetTimestamp());
            }
        })));
        return times;
    }

    /// <summary>The Redis servers, one per ledger.</summary>
    private sealed class Servers : IAsyncDisposable
    {
        private readonly List<RedisServer> _servers = [];

        public async Task<RedisCallbackLedger> OpenAsync()
        {
            var server = new RedisServer();
            _servers.Add(server);
            await server.InitializeAsync();
            return new RedisCallbackLedger(new RedisLedgerOptions { Configuration = server.EndPoint });
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var server in _servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>The system's clock with an offset.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan _forward;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _forward;

        public void Advance(TimeSpan duration) => _forward += duration;
    }
}
