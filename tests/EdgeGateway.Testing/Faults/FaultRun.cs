using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Nemeses;
using EdgeGateway.Testing.Faults.Providers;

namespace EdgeGateway.Testing.Faults;

/// <summary>
/// Injects faults while providers send, waits without faults until all providers have finished, and checks the history.
/// </summary>
public static class FaultRun
{
    /// <summary>Long enough for every provider to send again after the last fault, a lease and the recovery.</summary>
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    /// <param name="stage">The gateways and their environment.</param>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="cancellationToken">Cancels it without a result.</param>
    public static async Task<CheckResult> RunAsync(FaultStage stage, FaultPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(plan);

        var load = new LoadPlan
        {
            Seed = plan.Seed,
            Callbacks = (int)(plan.During.TotalSeconds * plan.CallbacksPerSecond),
            During = plan.During,
            Horizon = plan.During + _calm,
            Secret = stage.Secret,
            Providers = FaultProviders.All,
        };
        var strikes = plan.Only is { } kind ? [.. stage.Nemeses.Where(nemesis => nemesis.Kind == kind)] : stage.Nemeses;
        using var providers = new ProviderLoad(load, stage.History, [.. stage.Gateways.Select(static gateway => gateway.Address)]);
        var nemeses = new NemesisRun(strikes, stage.History, plan.Seed, plan.First);
        await Task.WhenAll(
            providers.RunAsync(cancellationToken),
            nemeses.RunAsync(plan.During, _longest, plan.Only is null ? 2 : 1, cancellationToken));

        var settings = new CheckerSettings
        {
            Lease = FaultStage.Lease,
            MerchantTimeout = FaultStage.MerchantTimeout,
            LedgerTimeout = FaultStage.LedgerTimeout,
        };
        return HistoryChecker.Check(stage.History.Events, settings);
    }
}
