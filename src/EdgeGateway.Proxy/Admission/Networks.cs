using System.Collections.Immutable;
using System.Net;

namespace EdgeGateway.Proxy.Admission;

/// <summary>Whether addresses are in networks.</summary>
internal static class Networks
{
    /// <summary>Whether one of <paramref name="networks"/> has the address; an IPv4 address in IPv6's clothes is one of IPv4.</summary>
    public static bool Contain(ImmutableArray<IPNetwork> networks, IPAddress? address)
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
