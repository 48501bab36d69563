using System.Collections.Immutable;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration;

/// <summary>A complete and valid configuration. Immutable.</summary>
/// <param name="profiles">The profiles and the settings that apply to all requests.</param>
/// <param name="routeCount">The number of routes.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="warnings">Settings that are valid but probably not intended.</param>
/// <param name="advice">Settings that are valid but risky.</param>
internal sealed class CallbackConfiguration(
    CallbackProfiles profiles,
    int routeCount,
    LedgerSettings ledger,
    ImmutableArray<string> warnings,
    ImmutableArray<ConfigurationAdvice> advice)
{
    /// <summary>A cluster without destinations or routes. It exists so that every reload calls the route filter.</summary>
    public const string GuardClusterId = "callback-configuration-guard";

    /// <summary>The profiles and the settings that apply to all requests.</summary>
    public CallbackProfiles Profiles { get; } = profiles;

    /// <summary>The number of routes, including those without a profile.</summary>
    public int RouteCount { get; } = routeCount;

    /// <summary>The ledger settings at the start.</summary>
    public LedgerSettings Ledger { get; } = ledger;

    /// <summary>
    /// Settings that are valid but probably not intended: one line each with the configuration path, a colon and the reason.
    /// </summary>
    public ImmutableArray<string> Warnings { get; } = warnings;

    /// <summary>Risks of the profiles that the merchant has to handle.</summary>
    public ImmutableArray<ConfigurationAdvice> Advice { get; } = advice;

    internal CallbackConfiguration WithLedger(LedgerSettings ledger) => new(Profiles, RouteCount, ledger, Warnings, Advice);
}
