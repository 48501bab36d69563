using System.Diagnostics;
using EdgeGateway.Testing.Faults;
using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Gateways;

namespace EdgeGateway.LoadTests;

/// <summary>
/// Round after round under faults, each on another ledger and with another seed, and what the checker says of it. The same seed
/// makes the same callbacks, faults and times again, as far as the machine permits.
/// </summary>
internal static class FaultsRun
{
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(20);

    private static readonly Func<int, Task<FaultStage>>[] _stages = [FaultStage.SqliteAsync, FaultStage.RedisAsync, FaultStage.ClusterAsync];

    /// <summary>False when a promise was broken.</summary>
    public static async Task<bool> RunAsync(int seed, TimeSpan during, TextWriter output)
    {
        var totals = new List<CheckResult>();
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round == 0 || Stopwatch.GetElapsedTime(started) < during; round++)
        {
            await using var stage = await _stages[(seed + round) % _stages.Length](seed + round);
            var result = await FaultRun.RunAsync(stage, seed + round, _round, callbacksPerSecond: 40, CancellationToken.None);
            totals.Add(result);
            output.WriteLine($"seed {seed + round}, ledger {stage.Name}");
            output.WriteLine(result);
        }

        output.WriteLine($"{totals.Count} rounds");
        output.WriteLine(CheckResult.Sum(totals));
        return totals.TrueForAll(static result => result.Violations.Count == 0);
    }
}
