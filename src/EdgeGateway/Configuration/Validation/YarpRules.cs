using EdgeGateway.Configuration.Binding;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Asks YARP what it will refuse, so that its faults come with all the others.</summary>
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
        // What could not be bound is missing here; YARP would complain of that only.
        if (faults.Has(path))
        {
            return;
        }

        // Only a policy provider of someone's own could make this wait, and reloads come on a thread of their own.
        foreach (var exception in validate(config).AsTask().GetAwaiter().GetResult())
        {
            faults.Add(path, exception.Message);
        }
    }
}
