using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Configuration.Options;

/// <summary>What applies to everything that comes in.</summary>
/// <param name="MaxBufferedBytes">How much of callbacks' bodies may be held at once.</param>
/// <param name="TrustedProxies">Whose <c>X-Forwarded-For</c> is believed; empty: nobody's.</param>
internal sealed record InboundSettings(long MaxBufferedBytes, ImmutableArray<IPNetwork> TrustedProxies);
