using System.Collections.Frozen;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Binding;

/// <summary>The section <c>ReverseProxy</c>, validated before YARP reads it.</summary>
internal sealed class ReverseProxyOptions
{
    /// <summary>By id.</summary>
    public Dictionary<string, RouteConfig> Routes { get; set; } = [];

    /// <summary>By id.</summary>
    public Dictionary<string, ClusterConfig> Clusters { get; set; } = [];

    /// <summary>Reads it as YARP does: ids come from section names, and collections are empty instead of null.</summary>
    public static ReverseProxyOptions Read(SectionBinder binder, IConfigurationSection section)
    {
        var proxy = binder.Bind<ReverseProxyOptions>(section);
        foreach (var (id, route) in proxy.Routes)
        {
            proxy.Routes[id] = route with { RouteId = id, Match = route.Match ?? new RouteMatch() };
        }

        foreach (var (id, cluster) in proxy.Clusters)
        {
            proxy.Clusters[id] = cluster with { ClusterId = id, Destinations = cluster.Destinations ?? FrozenDictionary<string, DestinationConfig>.Empty };
        }

        return proxy;
    }
}
