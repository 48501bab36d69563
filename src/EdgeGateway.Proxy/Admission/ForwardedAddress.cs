using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Proxy.Admission;

/// <summary>Finds the original sender of a request that passed through proxies.</summary>
internal static class ForwardedAddress
{
    /// <summary>
    /// Reads <c>X-Forwarded-For</c> from the right while the writer of each entry is trusted, and returns the first address that is not one
    /// of <paramref name="trusted"/>. Entries to the left of it are not trustworthy. If an entry is invalid, the proxy that wrote it is
    /// returned.
    /// </summary>
    /// <param name="socket">The peer's address; null if there is none.</param>
    /// <param name="forwarded">The header's values.</param>
    /// <param name="trusted">The networks of the trusted proxies.</param>
    public static IPAddress? Find(IPAddress? socket, StringValues forwarded, ImmutableArray<IPNetwork> trusted)
    {
        var sender = socket;
        for (var line = forwarded.Count - 1; line >= 0; line--)
        {
            var rest = forwarded[line].AsSpan();
            while (!rest.IsEmpty)
            {
                if (!Networks.AnyContains(trusted, sender))
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
