using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Binding;

/// <summary>The section <c>ReverseProxy</c>, validated before YARP reads it.</summary>
internal sealed class ReverseProxyOptions
{
    /// <summary>By id.</summary>
    public Dictionary<string, RouteConfig> Routes { get; set; } = [];

    /// <summary>By id.</summary>
    public Dictionary<string, ClusterConfig> Clusters { get; set; } = [];
}
