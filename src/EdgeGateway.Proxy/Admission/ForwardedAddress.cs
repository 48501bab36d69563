using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Proxy.Admission;

/// <summary>Who really sent a request that came through proxies.</summary>
internal static class ForwardedAddress
{
    /// <summary>
    /// Goes through <c>X-Forwarded-For</c> from the right for as long as whoever wrote an entry is trusted, and returns the first
    /// address that is not one of <paramref name="trusted"/>. What is left of it anyone may have written. Where an entry cannot
    /// be read it ends at the proxy that wrote it.
    /// </summary>
    /// <param name="socket">Who is connected to us; null where there is no address.</param>
    /// <param name="forwarded">The header, in one or more lines.</param>
    /// <param name="trusted">The networks of the proxies in front.</param>
    public static IPAddress? Find(IPAddress? socket, StringValues forwarded, ImmutableArray<IPNetwork> trusted)
    {
        var sender = socket;
        for (var line = forwarded.Count - 1; line >= 0; line--)
        {
            var rest = forwarded[line].AsSpan();
            while (!rest.IsEmpty)
            {
                if (!Networks.Contain(trusted, sender))
                {
                    return sender;
                }

                var comma = rest.LastIndexOf(',');
                if (!IPEndPoint.TryParse(rest[(comma + 1)..].Trim(), out var entry))
                {
                    return sender;
                }

                sender = entry.Address;
                rest = rest[..Math.Max(comma, 0)];
            }
        }

        return sender;
    }
}
