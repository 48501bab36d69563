using System.Collections.Frozen;

namespace EdgeGateway.Proxy.Configuration;

/// <summary>One valid configuration, as a whole and for ever.</summary>
/// <param name="profiles">By name, without regard to case.</param>
/// <param name="routeCount">How many routes go with it.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="inbound">What applies to everything that comes in.</param>
public sealed class CallbackConfiguration(
    FrozenDictionary<string, CallbackProfile> profiles, int routeCount, LedgerSettings ledger, InboundSettings inbound)
{
    /// <summary>The key of a route's metadata that names its profile.</summary>
    public const string ProfileMetadataKey = "CallbackProfile";

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

    internal CallbackConfiguration WithLedger(LedgerSettings ledger) => new(Profiles, RouteCount, ledger, Inbound);
}
