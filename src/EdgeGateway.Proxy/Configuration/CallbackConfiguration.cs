using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Proxy.Configuration.Advice;

namespace EdgeGateway.Proxy.Configuration;

/// <summary>One valid configuration, as a whole and for ever.</summary>
/// <param name="profiles">By name, without regard to case.</param>
/// <param name="routeCount">How many routes go with it.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="inbound">What applies to everything that comes in.</param>
/// <param name="warnings">What is valid and probably not meant.</param>
/// <param name="advice">What is valid and risky.</param>
public sealed class CallbackConfiguration(
    FrozenDictionary<string, CallbackProfile> profiles,
    int routeCount,
    LedgerSettings ledger,
    InboundSettings inbound,
    ImmutableArray<string> warnings,
    ImmutableArray<ConfigurationAdvice> advice)
{
    /// <summary>The key of a route's metadata that names its profile.</summary>
    public const string ProfileMetadataKey = "CallbackProfile";

    /// <summary>
    /// The key of a route's metadata that, with <see cref="PassShadowedPaths"/>, lets a route without a profile reach the paths of
    /// those with one.
    /// </summary>
    public const string ShadowedPathsMetadataKey = "ShadowedPaths";

    /// <summary>The only value of <see cref="ShadowedPathsMetadataKey"/>.</summary>
    public const string PassShadowedPaths = "Pass";

    /// <summary>A cluster without destinations or routes, there so that every reload asks the route filter.</summary>
    public const string GuardClusterId = "callback-configuration-guard";

    /// <summary>Every profile by name, without regard to case.</summary>
    public FrozenDictionary<string, CallbackProfile> Profiles { get; } = profiles;

    /// <summary>How many routes go with the profiles, those without one included.</summary>
    public int RouteCount { get; } = routeCount;

    /// <summary>The ledger as it was at the start.</summary>
    public LedgerSettings Ledger { get; } = ledger;

    /// <summary>What applies to everything that comes in.</summary>
    public InboundSettings Inbound { get; } = inbound;

    /// <summary>What is valid and probably not meant: one line each, the configuration path, a colon and what is odd there.</summary>
    public ImmutableArray<string> Warnings { get; } = warnings;

    /// <summary>What the profiles leave to the merchant to protect.</summary>
    public ImmutableArray<ConfigurationAdvice> Advice { get; } = advice;

    internal CallbackConfiguration WithLedger(LedgerSettings ledger) => new(Profiles, RouteCount, ledger, Inbound, Warnings, Advice);
}
