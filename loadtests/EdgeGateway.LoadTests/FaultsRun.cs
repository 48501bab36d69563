using System.Diagnostics;
using EdgeGateway.Testing.Faults;
using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.LoadTests;

/// <summary>
/// Runs rounds with faults and checks their histories. The same seed gives the same callbacks, faults and times
/// as far as the machine permits.
/// </summary>
internal static class FaultsRun
{
    private const int CallbacksPerSecond = 40;

    private static readonly TimeSpan _round = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _shortRound = TimeSpan.FromSeconds(6);

    private static readonly Func<int, Task<FaultStage>>[] _stages = [FaultStage.SqliteAsync, FaultStage.RedisAsync, FaultStage.ClusterAsync, FaultStage.SharedSqliteAsync];

    /// <summary>Rounds of all faults, two at a time, each with another ledger and seed. False if a guarantee was violated.</summary>
    public static async Task<bool> RunAsync(int seed, TimeSpan during, TextWriter output)
    {
        var results = new List<CheckResult>();
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round == 0 || Stopwatch.GetElapsedTime(started) < during; round++)
        {
            await using var stage = await _stages[round % _stages.Length](seed + round);
            results.Add(await RunAsync(stage, new FaultPlan(seed + round, _round, CallbacksPerSecond), output));
        }

        return Sum(results, output);
    }

    /// <summary>A round for each single fault of each ledger; the ledgers run in parallel.</summary>
    public static async Task<bool> RunEachAsync(int seed, TextWriter output)
    {
        var synchronized = TextWriter.Synchronized(output);
        var results = await Task.WhenAll(_stages.Select(start => RunEachAsync(start, seed, synchronized)));
        return Sum([.. results.SelectMany(static result => result)], output);
    }

    private static async Task<List<CheckResult>> RunEachAsync(Func<int, Task<FaultStage>> start, int seed, TextWriter output)
    {
        var results = new List<CheckResult>();
        var kinds = new Queue<FaultKind>();
        do
        {
            await using var stage = await start(seed);
            if (kinds.Count == 0)
            {
                kinds = new(stage.Nemeses.Select(static nemesis => nemesis.Kind).Distinct());
            }

            var plan = new FaultPlan(seed, _shortRound, CallbacksPerSecond) { Only = kinds.Dequeue() };
            results.Add(await RunAsync(stage, plan, output));
        }
        while (kinds.Count > 0);

        return results;
    }

    private static async Task<CheckResult> RunAsync(FaultStage stage, FaultPlan plan, TextWriter output)
    {
        var result = await FaultRun.RunAsync(stage, plan, CancellationToken.None);
        output.WriteLine($"seed {plan.Seed}, ledger {stage.Name}, {plan.Only?.ToString() ?? "all faults"}{Environment.NewLine}{result}");
        if (result.Violations.Count > 0)
        {
            output.WriteLine($"The gateways' logs are in {stage.KeepFiles()}.");
        }

        return result;
    }

    private static bool Sum(List<CheckResult> results, TextWriter output)
    {
        var sum = CheckResult.Sum(results);
        output.WriteLine($"{results.Count} rounds");
        output.WriteLine(sum);
        return sum.Violations.Count == 0;
    }
}
