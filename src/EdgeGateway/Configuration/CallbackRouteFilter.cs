using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration;

/// <summary>
/// Lets YARP load routes only while the whole configuration is valid. YARP keeps its last good routes when a filter throws,
/// so routes and profiles change together or not at all.
/// </summary>
internal sealed class CallbackRouteFilter(CallbackConfigurationProvider provider) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        ThrowIfRejected();
        return ValueTask.FromResult(cluster);
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel)
    {
        ThrowIfRejected();

        // Routes may also come from code, which the configuration reader does not see.
        if (route.Metadata?.TryGetValue(CallbackRoutes.ProfileKey, out var name) is true
            && !provider.Current.Profiles.ByName.ContainsKey(name ?? string.Empty))
        {
            throw new InvalidOperationException($"Route '{route.RouteId}' names no callback profile.");
        }

        return ValueTask.FromResult(route);
    }

    private void ThrowIfRejected()
    {
        // YARP logs this once per route and cluster. The faults themselves are already in the log.
        if (!provider.Refresh().IsEmpty)
        {
            throw new InvalidOperationException("The configuration is not valid; the event ConfigurationRejected lists its faults.");
        }
    }
}
