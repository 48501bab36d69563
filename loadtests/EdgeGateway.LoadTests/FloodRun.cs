using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Targets;

namespace EdgeGateway.LoadTests;

/// <summary>Measures resident memory under a flood of forged callbacks, and checks that none reached the merchant.</summary>
internal static class FloodRun
{
    private const int Parts = 20;
    private const int Kinds = 1000;

    /// <summary>False if the merchant received anything, or memory grew by half after the first part.</summary>
    public static async Task<bool> RunAsync(int count, TextWriter output)
    {
        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        await using var gateway = await GatewayTarget.StartAsync(merchant.Address, "Sqlite", redis: null);

        var kinds = Enumerable.Range(1, Kinds).Select(static i => i % 4 == 0 ? SignedCallbacks.Malformed(i) : SignedCallbacks.Forged(i)).ToArray();
        var part = Enumerable.Range(0, count / Parts).Select(i => kinds[i % Kinds]).ToArray();
        long early = 0;
        var accepted = 0;
        for (var done = 0; done < Parts; done++)
        {
            accepted += await ClosedLoop.RunAsync(part, connections: 256, gateway.Port);
            early = early == 0 ? gateway.ResidentBytes : early;
            output.WriteLine($"  {part.Length * (done + 1)} requests: {gateway.ResidentBytes >> 20} MiB");
        }

        var late = gateway.ResidentBytes;
        output.WriteLine();
        output.WriteLine("| requests | accepted | merchant saw | after a twentieth | at the end | ratio |");
        output.WriteLine("|---|---|---|---|---|---|");
        output.WriteLine($"| {part.Length * Parts} | {accepted} | {merchant.Seen.Count} | {early >> 20} MiB | {late >> 20} MiB | {(double)late / early:0.00} |");
        return accepted == 0 && merchant.Seen.Count == 0 && (count < 100_000 || late < early * 1.5);
    }
}
