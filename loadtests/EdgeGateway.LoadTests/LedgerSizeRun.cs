using System.Globalization;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>What a settled callback takes in each store, and the total for a million a day with the default retention.</summary>
internal static class LedgerSizeRun
{
    private const int Callers = 64;
    private const int ADay = 1_000_000;

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly TimeSpan _replayProtection = TimeSpan.FromDays(30);

    /// <param name="callbacks">The number of callbacks.</param>
    /// <param name="output">Receives the table.</param>
    public static async Task<int> RunAsync(int callbacks, TextWriter output)
    {
        output.WriteLine($"{callbacks} settled callbacks: application/json, a body of 15 bytes, Redis' prefix edge:");
        output.WriteLine();
        output.WriteLine("| store | callback | records | bytes | of a million a day | days kept |");
        output.WriteLine("|---|---|---|---|---|---|");
        var usage = await WriteRowsAsync("Cactus", CactusAsync, 1, _retention + _replayProtection, callbacks, output);
        await WriteRowsAsync("CryptoCloud", CryptoCloudAsync, 2, _retention, callbacks, output);
        output.WriteLine();
        output.WriteLine($"Redis, MEMORY USAGE of a record of Cactus: {usage}");
        return 0;
    }

    /// <summary>Returns what Redis says that one record takes.</summary>
    private static async Task<string> WriteRowsAsync(
        string name, Func<ICallbackLedger, int, Task> settle, int records, TimeSpan kept, int callbacks, TextWriter output)
    {
        void Row(string store, long bytes) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {store} | {name} | {records} | {bytes / callbacks} | {(double)bytes / callbacks * ADay * kept.TotalDays / 1e9:0.0} GB | {kept.TotalDays:0} |"));

        Row("Memory (managed heap)", await MemoryAsync(settle, callbacks));
        Row("SQLite (file)", await SqliteAsync(settle, callbacks));
        await using var server = new RedisServer();
        await server.InitializeAsync();
        await using var redis = new RedisCallbackLedger(new() { Configuration = server.EndPoint });
        Row("Redis (used_memory)", await GrowthAsync(redis, settle, callbacks));
        return await server.CommandAsync("MEMORY", "USAGE", await server.CommandAsync("RANDOMKEY"));
    }

    private static async Task<long> MemoryAsync(Func<ICallbackLedger, int, Task> settle, int callbacks)
    {
        var ledger = new MemoryCallbackLedger(TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await FillAsync(ledger, settle, callbacks);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(ledger);
        return after - before;
    }

    private static async Task<long> SqliteAsync(Func<ICallbackLedger, int, Task> settle, int callbacks)
    {
        var directory = Directory.CreateTempSubdirectory("edgegateway-ledger-");
        try
        {
            await using var ledger = new SqliteCallbackLedger(new() { Path = Path.Combine(directory.FullName, "ledger.db") }, TimeProvider.System);
            return await GrowthAsync(ledger, settle, callbacks);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<long> GrowthAsync(ICallbackLedger ledger, Func<ICallbackLedger, int, Task> settle, int callbacks)
    {
        var before = await ledger.GetStatisticsAsync(CancellationToken.None);
        await FillAsync(ledger, settle, callbacks);
        var after = await ledger.GetStatisticsAsync(CancellationToken.None);
        return after.SizeBytes!.Value - before.SizeBytes!.Value;
    }

    private static Task FillAsync(ICallbackLedger ledger, Func<ICallbackLedger, int, Task> settle, int callbacks)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < callbacks;)
            {
                await settle(ledger, number);
            }
        })));
    }

    private static Task CactusAsync(ICallbackLedger ledger, int number) =>
        SettleAsync(ledger, $"cactus_europe/21/invoice{number:D9}/3", number, _replayProtection, Answer());

    /// <summary>The event's key, and that of its token, which brings one content only.</summary>
    private static async Task CryptoCloudAsync(ICallbackLedger ledger, int number)
    {
        await SettleAsync(ledger, $"cryptocloud/@{(UInt128)number:x32}", number, TimeSpan.Zero, new RecordedAcknowledgement(204, ContentType: null, default));
        await SettleAsync(ledger, $"cryptocloud/INV-{number:D8}/success/", number, TimeSpan.Zero, Answer());
    }

    /// <summary>Separate arrays, as if the merchant's answers were different.</summary>
    private static RecordedAcknowledgement Answer() => new(200, "application/json", """{"result":"ok"}"""u8.ToArray());

    private static async Task SettleAsync(ICallbackLedger ledger, FormattableString key, int number, TimeSpan protection, RecordedAcknowledgement acknowledgement)
    {
        var claim = new Claim(new CallbackKey(FormattableString.Invariant(key)), OwnerToken.Create(), _retention, protection);
        await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint((UInt128)number), TimeSpan.FromSeconds(45)), CancellationToken.None);
        await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
    }
}
