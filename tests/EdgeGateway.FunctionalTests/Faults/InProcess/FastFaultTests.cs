using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.InProcess;

/// <summary>The promises under faults of the merchant, of the ledger's calls and of the clock.</summary>
public sealed class FastFaultTests
{
    private static readonly TimeSpan _during = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Under_faults_of_merchant_and_ledger_every_promise_is_kept(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync(stage.Nemeses, _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);
        Assert.Contains(result.Repeats, static repeat => repeat.Window == RepeatWindow.NotAcknowledged);

        // Which of them the time allows differs from run to run: answers lost or late, settlements lost.
        Assert.Contains(result.Repeats, static repeat => repeat.Window != RepeatWindow.NotAcknowledged);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task While_the_clock_is_set_forward_and_back_every_promise_is_kept(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync([.. stage.Nemeses, .. stage.ClockNemeses], _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);
        Assert.Contains(FaultKind.ClockSetBack, result.Counts.Faults.Keys);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task A_clock_that_is_set_back_keeps_no_callback_from_its_merchant(int seed, bool isSqlite)
    {
        await using var stage = await FastStage.StartAsync(seed, isSqlite);

        var result = await stage.RunAsync(stage.ClockSetBackForLong, _during, callbacks: 100, forgersSecret: null, Token);

        AssertKept(seed, result);

        // Which of them the time allows differs from run to run: answers lost or late, settlements lost.
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
