using EdgeGateway.Testing.Faults;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Processes;

/// <summary>Runs the real program under faults for a short time; <c>loadtests … faults</c> runs for longer.</summary>
internal static class ProcessRun
{
    private static readonly TimeSpan _during = TimeSpan.FromSeconds(7);

    /// <summary>Fails with the timelines of all violations, or if too few callbacks or faults occurred.</summary>
    public static async Task KeepsEveryPromiseAsync(Func<int, Task<FaultStage>> start, int seed, params FaultKind[] first)
    {
        await using var stage = await start(seed);

        var plan = new FaultPlan(seed, _during, CallbacksPerSecond: 20) { First = first };
        var result = await FaultRun.RunAsync(stage, plan, TestContext.Current.CancellationToken);

        var report = $"seed {seed}, ledger {stage.Name}\n{result}";
        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(result.Violations.Count == 0, report);
        Assert.NotEqual(0, result.Counts.Acknowledged);
        Assert.NotEqual(0, result.Counts.Duplicates);
        Assert.NotEqual(0, result.Counts.Forgeries);
        Assert.All(first, fault => Assert.Contains(fault, result.Counts.Faults.Keys));
    }
}
