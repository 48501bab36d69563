using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>Profiles that a host configures in code. A route that names an unknown profile is refused when YARP loads it.</summary>
internal sealed class FixedProfiles(CallbackProfiles current) : ICallbackProfiles, IProxyConfigFilter
{
    public CallbackProfiles Current { get; } = current;

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        route.Metadata?.GetValueOrDefault(CallbackRoutes.ProfileKey) is { } name && !Current.ByName.ContainsKey(name)
            ? throw new InvalidOperationException($"Route '{route.RouteId}' names the callback profile '{name}', which was not added.")
            : new(route);
}
