using System.Collections.Immutable;
using EdgeGateway.Configuration.Advice;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration;

/// <summary>One valid configuration, as a whole and for ever.</summary>
/// <param name="profiles">The profiles, with what applies to everything that comes in.</param>
/// <param name="routeCount">How many routes go with it.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="warnings">What is valid and probably not meant.</param>
/// <param name="advice">What is valid and risky.</param>
internal sealed class CallbackConfiguration(
    CallbackProfiles profiles,
    int routeCount,
    LedgerSettings ledger,
    ImmutableArray<string> warnings,
    ImmutableArray<ConfigurationAdvice> advice)
{
    /// <summary>A cluster without destinations or routes, there so that every reload asks the route filter.</summary>
    public const string GuardClusterId = "callback-configuration-guard";

    /// <summary>The profiles, with what applies to everything that comes in.</summary>
    public CallbackProfiles Profiles { get; } = profiles;

    /// <summary>How many routes go with the profiles, those without one included.</summary>
    public int RouteCount { get; } = routeCount;

    /// <summary>The ledger as it was at the start.</summary>
    public LedgerSettings Ledger { get; } = ledger;

    /// <summary>What is valid and probably not meant: one line each, the configuration path, a colon and what is odd there.</summary>
    public ImmutableArray<string> Warnings { get; } = warnings;

    /// <summary>What the profiles leave to the merchant to protect.</summary>
    public ImmutableArray<ConfigurationAdvice> Advice { get; } = advice;

    internal CallbackConfiguration WithLedger(LedgerSettings ledger) => new(Profiles, RouteCount, ledger, Warnings, Advice);
}
