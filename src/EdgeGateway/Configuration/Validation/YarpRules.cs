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
            Check($"{KnownSections.ReverseProxy}:Clusters:{id}", cluster, validator.ValidateClusterAsync, faults);
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
