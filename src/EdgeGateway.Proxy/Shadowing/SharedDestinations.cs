using System.Net;
using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>Whether two clusters reach the same merchant: a destination of each has the same host and port.</summary>
internal static class SharedDestinations
{
    private static readonly ConditionalWeakTable<DestinationConfig, string> _authorities = [];

    public static bool Exist(ClusterState left, ClusterState? right)
    {
        if (right is null || ReferenceEquals(left, right))
        {
            return right is not null;
        }

        foreach (var one in left.DestinationsState.AllDestinations)
        {
            foreach (var other in right.DestinationsState.AllDestinations)
            {
                if (AuthorityOf(one) == AuthorityOf(other))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string AuthorityOf(DestinationState destination) => _authorities.GetValue(destination.Model.Config, static config => Read(config.Address));

    private static string Read(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return address;
        }

        var host = uri.DnsSafeHost.TrimEnd('.').ToLowerInvariant();
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        return $"{(isLoopback ? "loopback" : host)}:{uri.Port}";
    }
}
