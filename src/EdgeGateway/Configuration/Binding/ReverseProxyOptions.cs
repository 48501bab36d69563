using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Binding;

/// <summary>What YARP reads from <c>ReverseProxy</c>, to be judged before YARP reads it.</summary>
internal sealed class ReverseProxyOptions
{
    /// <summary>By id.</summary>
    public Dictionary<string, RouteConfig> Routes { get; set; } = [];

    /// <summary>By id.</summary>
    public Dictionary<string, ClusterConfig> Clusters { get; set; } = [];
}
