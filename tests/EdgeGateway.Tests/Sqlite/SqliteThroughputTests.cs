using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using Xunit;

namespace EdgeGateway.Tests.Sqlite;

/// <summary>A measurement, run by hand: <c>-class "*SqliteThroughputTests" -explicit only -showliveoutput</c>.</summary>
public sealed class SqliteThroughputTests(ITestOutputHelper output)
{
    private const int Callers = 64;

    [Theory(Explicit = true)]
    [InlineData(0, 200_000)]
    [InlineData(1_000_000, 200_000)]
    [InlineData(5_000_000, 200_000)]
    public async Task ClaimAndSettle_RecordsBefore_Measured(int records, int pairs)
    {
        using var directory = new LedgerDirectory();
        await using (var ledger = new SqliteCallbackLedger(directory.Options, TimeProvider.System))
        {
            await RunAsync(ledger, 512, records);
        }

        await using (var ledger = new SqliteCallbackLedger(directory.Options, TimeProvider.System))
        {
            await RunAsync(ledger, Callers, 10_000);
            var allocated = GC.GetTotalAllocatedBytes();
            var started = Stopwatch.GetTimestamp();
            var slowest = await RunAsync(ledger, Callers, pairs);
            var elapsed = Stopwatch.GetElapsedTime(started);
            output.WriteLine(
                $"{records} records: {pairs / elapsed.TotalSeconds:0} pairs/s with {Callers} callers, slowest pair {slowest.TotalMilliseconds:0.0} ms, " +
                $"{(GC.GetTotalAllocatedBytes() - allocated) / pairs} B allocated per pair, {new FileInfo(directory.Path).Length >> 20} MiB");
        }
    }

    private static async Task<TimeSpan> RunAsync(SqliteCallbackLedger ledger, int callers, int pairs)
    {
        var acknowledgement = new RecordedAcknowledgement(200, "text/plain", "OK"u8.ToArray());
        var slowest = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var slowest = TimeSpan.Zero;
            for (var i = 0; i < pairs / callers; i++)
            {
                var claim = new Claim(new CallbackKey($"cactus:{Guid.NewGuid()}"), OwnerToken.Create(), TimeSpan.FromDays(7));
                var started = Stopwatch.GetTimestamp();
                await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromSeconds(45)), CancellationToken.None);
                await ledger.SettleAsync(claim, acknowledgement, CancellationToken.None);
                var elapsed = Stopwatch.GetElapsedTime(started);
                slowest = elapsed > slowest ? elapsed : slowest;
            }

            return slowest;
        })));
        return slowest.Max();
    }
}
