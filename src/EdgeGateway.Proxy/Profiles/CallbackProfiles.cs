using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>A set of profiles, and what applies to all of them. Immutable.</summary>
/// <param name="profiles">The profiles, with names that differ in more than case.</param>
public sealed class CallbackProfiles(IEnumerable<CallbackProfile> profiles)
{
    /// <summary>The profiles by name, without regard to case.</summary>
    public FrozenDictionary<string, CallbackProfile> ByName { get; } =
        profiles.ToFrozenDictionary(static profile => profile.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>How much memory the bodies in flight may take together, in bytes.</summary>
    public long MaxBufferedBytes { get; init; } = 268_435_456;

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is believed; empty: none.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long one operation of the ledger may take. At most the 10 s that a lease outlasts the merchant timeout by.</summary>
    public TimeSpan LedgerTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
