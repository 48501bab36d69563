using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.InProcess;

/// <summary>Checks the guarantees under faults of the merchant, the ledger and the clock.</summary>
public sealed class FastFaultTests
{
    private static readonly TimeSpan _during = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Every_guarantee_holds_under_faults_of_merchant_and_ledger(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync(stage.Nemeses, _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);
        Assert.Contains(result.Repeats, static repeat => repeat.Window == RepeatWindow.NotAcknowledged);

        // Which windows occur differs between runs: lost or late answers, or lost settlements.
        Assert.Contains(result.Repeats, static repeat => repeat.Window != RepeatWindow.NotAcknowledged);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Every_guarantee_holds_while_the_clock_is_set_forward_and_back(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync([.. stage.Nemeses, .. stage.ClockNemeses], _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);
        Assert.Contains(FaultKind.ClockSetBack, result.Counts.Faults.Keys);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task A_clock_that_is_set_back_does_not_prevent_deliveries(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync(stage.ClockSetBackForLong, _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);

        // Which windows occur differs between runs: lost or late answers, or lost settlements.
        Assert.Contains(result.Repeats, static repeat => repeat.Window != RepeatWindow.NotAcknowledged);
    }

    private static void AssertKept(int seed, CheckResult result)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}\n{result}");
        Assert.True(result.Violations.Count == 0, $"seed {seed}\n{result}");
        Assert.NotEqual(0, result.Counts.Acknowledged);
        Assert.NotEqual(0, result.Counts.Duplicates);
        Assert.NotEqual(0, result.Counts.Forgeries);
    }
}
