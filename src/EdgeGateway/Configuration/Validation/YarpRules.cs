using EdgeGateway.Configuration.Binding;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Runs YARP's validators, so that their faults are reported together with all others.</summary>
internal static class YarpRules
{
    public static void Check(ReverseProxyOptions proxy, IConfigValidator validator, FaultList faults)
    {
        foreach (var (id, route) in proxy.Routes)
        {
            Check($"{KnownSections.ReverseProxy}:Routes:{id}", route, validator.ValidateRouteAsync, faults);
        }

        foreach (var (id, cluster) in proxy.Clusters)
        {
            var path = $"{KnownSections.ReverseProxy}:Clusters:{id}";
            Check(path, cluster, validator.ValidateClusterAsync, faults);
            CheckAddresses(path, cluster, faults);
        }
    }

    /// <summary>YARP takes any text, and fails with each request.</summary>
    private static void CheckAddresses(string path, ClusterConfig cluster, FaultList faults)
    {
        foreach (var (id, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (!string.IsNullOrEmpty(destination.Address)
                && !(Uri.TryCreate(destination.Address, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
            {
                faults.Add(
                    $"{path}:Destinations:{id}:{nameof(destination.Address)}",
                    $"'{destination.Address}' is not an address such as http://127.0.0.1:9000/; it must begin with http:// or https://");
            }
        }
    }

    private static void Check<T>(string path, T config, Func<T, ValueTask<IList<Exception>>> validate, FaultList faults)
    {
        // Values that could not be bound are missing here; YARP would only report that.
        if (faults.Has(path))
        {
            return;
        }

        // Only a custom policy provider could block here, and reloads run on a separate thread.
        foreach (var exception in validate(config).AsTask().GetAwaiter().GetResult())
        {
            faults.Add(path, exception.Message);
        }
    }
}
