using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Validation;

/// <summary>
/// Validates routes, clusters and profiles against one another. A route that fails to name its profile would be proxied unverified.
/// </summary>
internal sealed class RouteRules(ReverseProxyOptions proxy, IReadOnlyDictionary<string, CallbackProfileOptions> profiles, FaultList faults)
{
    /// <summary>YARP's default for a cluster without this setting.</summary>
    private static readonly TimeSpan _defaultActivityTimeout = TimeSpan.FromSeconds(100);

    public void Check()
    {
        if (proxy.Routes.Count == 0 && !faults.Has(KnownSections.ReverseProxy))
        {
            faults.Add($"{KnownSections.ReverseProxy}:Routes", "no route, so nothing would be let through");
        }

        foreach (var (id, route) in proxy.Routes)
        {
            var path = $"{KnownSections.ReverseProxy}:Routes:{id}";
            var cluster = FindCluster(path, route);
            CheckNearMisses(path, route);
            CheckShadowedPaths(path, route);
            if (route.Metadata?.TryGetValue(CallbackRoutes.ProfileKey, out var name) is true)
            {
                CheckProfile(path, name ?? string.Empty);
                CheckCluster(path, route, cluster, name ?? string.Empty);
            }
        }
    }

    private ClusterConfig? FindCluster(string path, RouteConfig route)
    {
        var cluster = route.ClusterId is null ? null : proxy.Clusters.GetValueOrDefault(route.ClusterId);
        if (route.ClusterId is not null && cluster is null)
        {
            faults.Add($"{path}:ClusterId", $"'{route.ClusterId}' names no cluster; {Known(proxy.Clusters.Keys)}");
        }

        return cluster;
    }

    private void CheckNearMisses(string path, RouteConfig route)
    {
        foreach (var key in route.Metadata?.Keys.ToList() ?? [])
        {
            if (IsNearly(key, CallbackRoutes.ProfileKey))
            {
                faults.Add($"{path}:Metadata:{key}", $"did you mean {CallbackRoutes.ProfileKey}? Without it the route is not verified");
            }
            else if (IsNearly(key, CallbackRoutes.ShadowedPathsKey))
            {
                faults.Add($"{path}:Metadata:{key}", $"did you mean {CallbackRoutes.ShadowedPathsKey}?");
            }
        }
    }

    /// <summary>Whether the key differs from the known one only by typing mistakes, word separators or a plural s.</summary>
    private static bool IsNearly(string key, string known) =>
        !key.Equals(known, StringComparison.OrdinalIgnoreCase)
        && (NearestName.IsNear(key, known) || NearestName.IsNear(Letters(key), known) || Letters(key).Equals(known, StringComparison.OrdinalIgnoreCase));

    private static string Letters(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit));

    private void CheckShadowedPaths(string path, RouteConfig route)
    {
        if (route.Metadata?.TryGetValue(CallbackRoutes.ShadowedPathsKey, out var value) is not true)
        {
            return;
        }

        var key = $"{path}:Metadata:{CallbackRoutes.ShadowedPathsKey}";
        if (route.Metadata.ContainsKey(CallbackRoutes.ProfileKey))
        {
            faults.Add(key, "means nothing on a route with a profile: what comes there is verified");
        }
        else if (!string.Equals(value, CallbackRoutes.PassShadowedPaths, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(key, $"'{value}' must be {CallbackRoutes.PassShadowedPaths}, or the key left out");
        }
    }

    private void CheckProfile(string path, string name)
    {
        if (!profiles.ContainsKey(name))
        {
            faults.Add($"{path}:Metadata:{CallbackRoutes.ProfileKey}", $"'{name}' names no profile; {Known(profiles.Keys)}");
        }
    }

    private void CheckCluster(string path, RouteConfig route, ClusterConfig? cluster, string name)
    {
        if (route.ClusterId is null)
        {
            faults.Add($"{path}:ClusterId", "needed on a route with a profile");
        }

        if (cluster is null)
        {
            return;
        }

        var clusterPath = $"{KnownSections.ReverseProxy}:Clusters:{route.ClusterId}";
        var timeoutPath = $"{KnownSections.Profiles}:{name}:{nameof(CallbackProfileOptions.MerchantTimeout)}";
        var limit = cluster.HttpRequest?.ActivityTimeout ?? _defaultActivityTimeout;
        if (profiles.TryGetValue(name, out var profile) && !faults.Has(timeoutPath) && profile.MerchantTimeout >= limit)
        {
            faults.Add(timeoutPath, $"{profile.MerchantTimeout} must be shorter than {clusterPath}:HttpRequest:ActivityTimeout {limit}");
        }
    }

    private static string Known(IEnumerable<string> names) => $"known: {string.Join(", ", names.Order(StringComparer.Ordinal))}";
}
