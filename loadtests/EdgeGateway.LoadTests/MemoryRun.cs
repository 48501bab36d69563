using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Targets;

namespace EdgeGateway.LoadTests;

/// <summary>Measures resident memory after the first 50 thousand callbacks, at the end, and with many connections.</summary>
internal static class MemoryRun
{
    private const int Chunk = 50_000;

    public static async Task<int> RunAsync(int count, TextWriter output)
    {
        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        await using var gateway = await GatewayTarget.StartAsync(merchant.Address, "Sqlite", redis: null);

        long early = 0;
        for (var first = 1; first <= count; first += Chunk)
        {
            await ClosedLoop.RunAsync(SignedCallbacks.Create(first, Chunk), connections: 64, gateway.Port);
            early = early == 0 ? gateway.ResidentBytes : early;
            output.WriteLine($"  {first + Chunk - 1} callbacks: {gateway.ResidentBytes >> 20} MiB");
        }

        var late = gateway.ResidentBytes;
        await ClosedLoop.RunAsync(SignedCallbacks.Create(count + Chunk, Chunk), connections: 1024, gateway.Port);
        output.WriteLine();
        output.WriteLine("| after 50,000 | at the end | ratio | at 1,024 connections |");
        output.WriteLine("|---|---|---|---|");
        output.WriteLine($"| {early >> 20} MiB | {late >> 20} MiB | {(double)late / early:0.00} | {gateway.ResidentBytes >> 20} MiB |");
        return 0;
    }
}
