using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Telemetry;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Health;

/// <summary>The number of destinations of each cluster, and how many of them are healthy.</summary>
internal sealed class DestinationGauges
{
    private readonly IProxyStateLookup _proxy;

    public DestinationGauges(IMeterFactory meters, IProxyStateLookup proxy)
    {
        _proxy = proxy;
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge(
            "edgegateway.destinations", () => Observe(static cluster => cluster.DestinationsState.AllDestinations.Count), "{destination}", "Configured destinations of the cluster.");
        meter.CreateObservableGauge(
            "edgegateway.destinations.available", () => Observe(DestinationHealthCount.In), "{destination}", "Destinations of the cluster that no health check considers unhealthy.");
    }

    private IEnumerable<Measurement<long>> Observe(Func<ClusterState, int> count) => DestinationHealthCount.ClustersOf(_proxy)
        .Select(cluster => new Measurement<long>(count(cluster), new KeyValuePair<string, object?>("cluster", cluster.ClusterId)));
}
