using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>A set of profiles and the settings that apply to all of them. Immutable.</summary>
/// <param name="profiles">The profiles; their names must differ in more than case.</param>
public sealed class CallbackProfiles(IEnumerable<CallbackProfile> profiles)
{
    /// <summary>The profiles by name, case-insensitive.</summary>
    public FrozenDictionary<string, CallbackProfile> ByName { get; } =
        profiles.ToFrozenDictionary(static profile => profile.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The limit on memory for buffered bodies, in bytes.</summary>
    public long MaxBufferedBytes { get; init; } = 268_435_456;

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is trusted; empty for none.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>
    /// How long one operation of the ledger may take. At most 10 s, the minimum difference between the lease and the merchant timeout.
    /// </summary>
    public TimeSpan LedgerTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
