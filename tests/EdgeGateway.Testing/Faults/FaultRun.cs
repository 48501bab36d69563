using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Nemeses;
using EdgeGateway.Testing.Faults.Providers;

namespace EdgeGateway.Testing.Faults;

/// <summary>
/// Providers send while faults are injected; then the faults stop until every provider is done; then the history is checked.
/// </summary>
public static class FaultRun
{
    /// <summary>Long enough that every provider sends again when the last fault, a lease and the recovery are over.</summary>
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    /// <param name="stage">Where.</param>
    /// <param name="plan">What is done there.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
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
