using System.Globalization;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>The size of a settled record in each store, and the total for a million a day with the default retention.</summary>
internal static class LedgerSizeRun
{
    private const int Callers = 64;
    private const int ADay = 1_000_000;

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly TimeSpan _replayProtection = TimeSpan.FromDays(30);

    /// <param name="records">The number of records.</param>
    /// <param name="output">Receives the table.</param>
    public static async Task<int> RunAsync(int records, TextWriter output)
    {
        var days = (_retention + _replayProtection).TotalDays;
        output.WriteLine($"{records} settled records: a key of 40 bytes with the prefix, application/json, a body of 15 bytes");
        output.WriteLine();
        output.WriteLine($"| store | bytes for each | of a million a day, {_retention.TotalDays:0} days | {days:0} days |");
        output.WriteLine("|---|---|---|---|");
        void Row(string store, long bytes) => output.WriteLine(
            $"| {store} | {bytes / records} | {Gigabytes(bytes, records, _retention.TotalDays)} | {Gigabytes(bytes, records, days)} |");

        Row("Memory (managed heap)", await MemoryAsync(records));
        Row("SQLite (file)", await SqliteAsync(records));
        await using var server = new RedisServer();
        await server.InitializeAsync();
        await using var redis = new RedisCallbackLedger(new() { Configuration = server.EndPoint });
        Row("Redis (used_memory)", await GrowthAsync(redis, records));
        output.WriteLine();
        output.WriteLine($"Redis, MEMORY USAGE of one: {await server.CommandAsync("MEMORY", "USAGE", $"edge:{Key(0)}")}");
        return 0;
    }

    private static async Task<long> MemoryAsync(int records)
    {
        var ledger = new MemoryCallbackLedger(TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await FillAsync(ledger, records);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(ledger);
        return after - before;
    }

    private static async Task<long> SqliteAsync(int records)
    {
        var directory = Directory.CreateTempSubdirectory("edgegateway-ledger-");
        try
        {
            await using var ledger = new SqliteCallbackLedger(new() { Path = Path.Combine(directory.FullName, "ledger.db") }, TimeProvider.System);
            return await GrowthAsync(ledger, records);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<long> GrowthAsync(ICallbackLedger ledger, int records)
    {
        var before = await ledger.GetStatisticsAsync(CancellationToken.None);
        await FillAsync(ledger, records);
        var after = await ledger.GetStatisticsAsync(CancellationToken.None);
        return after.SizeBytes!.Value - before.SizeBytes!.Value;
    }

    private static Task FillAsync(ICallbackLedger ledger, int records)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < records;)
            {
                // Separate arrays, as if the merchant's answers were different.
                var acknowledgement = new RecordedAcknowledgement(200, "application/json", """{"result":"ok"}"""u8.ToArray());
                var claim = new Claim(new CallbackKey(Key(number)), OwnerToken.Create(), _retention, _replayProtection);
                await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint((UInt128)number), TimeSpan.FromSeconds(45)), CancellationToken.None);
                await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
            }
        })));
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"cactus_europe/21/invoice{number:D9}/3");

    private static string Gigabytes(long bytes, int records, double days) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / records * ADay * days / 1e9:0.0} GB");
}
