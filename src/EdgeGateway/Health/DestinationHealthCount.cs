using EdgeGateway.Configuration;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Health;

/// <summary>
/// Counts destinations by what the health checks found. YARP's own list of available destinations depends on the cluster's policy: with
/// <c>HealthyOrPanic</c> it contains all of them while none is healthy.
/// </summary>
internal static class DestinationHealthCount
{
    /// <summary>The configured clusters.</summary>
    public static IEnumerable<ClusterState> ClustersOf(IProxyStateLookup proxy) =>
        proxy.GetClusters().Where(static cluster => cluster.ClusterId != CallbackConfiguration.GuardClusterId);

    /// <summary>The destinations that no enabled health check considers unhealthy. One that was not checked yet counts.</summary>
    public static int In(ClusterState cluster) =>
        cluster.DestinationsState.AllDestinations.Count(destination => !IsUnhealthy(destination.Health, cluster.Model.Config.HealthCheck));

    private static bool IsUnhealthy(DestinationHealthState health, HealthCheckConfig? checks) =>
        (checks?.Active?.Enabled == true && health.Active == DestinationHealth.Unhealthy)
        || (checks?.Passive?.Enabled == true && health.Passive == DestinationHealth.Unhealthy);
}
