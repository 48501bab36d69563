using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Proxy.Admission;

/// <summary>Matches addresses against networks.</summary>
internal static class Networks
{
    /// <summary>Whether one of <paramref name="networks"/> contains the address. IPv4-mapped IPv6 addresses count as IPv4.</summary>
    public static bool AnyContains(ImmutableArray<IPNetwork> networks, IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        foreach (var network in networks)
        {
            if (address is not null && network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
