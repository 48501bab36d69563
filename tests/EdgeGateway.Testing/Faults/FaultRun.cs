using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Gateways;
using EdgeGateway.Testing.Faults.Nemeses;
using EdgeGateway.Testing.Faults.Providers;

namespace EdgeGateway.Testing.Faults;

/// <summary>Providers send while faults strike; then all is well, until every provider is done; then the history is judged.</summary>
public static class FaultRun
{
    /// <summary>Long enough that every provider sends again when the last fault, a lease and the recovery are over.</summary>
    private static readonly TimeSpan _calm = TimeSpan.FromSeconds(45);

    /// <param name="stage">Where.</param>
    /// <param name="seed">What is decided by lot follows from it, as far as the machine permits.</param>
    /// <param name="during">How long faults strike.</param>
    /// <param name="callbacksPerSecond">Events that begin meanwhile.</param>
    /// <param name="cancellationToken">Ends it without a result.</param>
    public static async Task<CheckResult> RunAsync(
        FaultStage stage, int seed, TimeSpan during, int callbacksPerSecond, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stage);

        var plan = new LoadPlan
        {
            Seed = seed,
            Callbacks = (int)(during.TotalSeconds * callbacksPerSecond),
            During = during,
            Horizon = during + _calm,
            Secret = stage.Secret,
            Providers = FaultProviders.All,
        };
        using var load = new ProviderLoad(plan, stage.History, [.. stage.Gateways.Select(static gateway => gateway.Address)]);
        var nemeses = new NemesisRun(stage.Nemeses, stage.History, seed);
        await Task.WhenAll(
            load.RunAsync(cancellationToken),
            nemeses.RunAsync(during, longest: TimeSpan.FromSeconds(2), atOnce: 2, cancellationToken));

        var settings = new CheckerSettings
        {
            Lease = FaultStage.Lease,
            MerchantTimeout = FaultStage.MerchantTimeout,
            LedgerTimeout = FaultStage.LedgerTimeout,
        };
        return HistoryChecker.Check(stage.History.Events, settings);
    }
}
