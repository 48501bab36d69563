using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Configuration.Options;

/// <summary>The settings that apply to all incoming requests.</summary>
/// <param name="MaxBufferedBytes">The limit on bytes buffered for request bodies.</param>
/// <param name="TrustedProxies">The proxies whose <c>X-Forwarded-For</c> is trusted; empty for none.</param>
internal sealed record InboundSettings(long MaxBufferedBytes, ImmutableArray<IPNetwork> TrustedProxies);
