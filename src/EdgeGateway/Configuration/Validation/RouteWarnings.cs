using System.Collections.Immutable;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Validation;

/// <summary>Finds valid combinations of routes and profiles that are probably not intended.</summary>
internal static class RouteWarnings
{
    public static ImmutableArray<string> Find(ReverseProxyOptions proxy, IEnumerable<string> profiles)
    {
        var named = proxy.Routes.Values.Select(ProfileOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unused = profiles.Where(profile => !named.Contains(profile))
            .Select(static profile => $"{KnownSections.Profiles}:{profile}: no route's metadata names this profile, so it verifies nothing");
        var hidden = proxy.Routes.Where(static route => TakesEveryPath(route.Value) && ProfileOf(route.Value) is not null)
            .SelectMany(verified => proxy.Routes
                .Where(route => ProfileOf(route.Value) is null && IsKeptOff(route.Value) && route.Value.ClusterId == verified.Value.ClusterId)
                .Select(route =>
                    $"{KnownSections.ReverseProxy}:Routes:{route.Key}: proxies nothing, because route {verified.Key} has a profile for every path of "
                    + $"the same cluster; give that route a Match:Path, or this one the metadata {CallbackRoutes.ShadowedPathsKey}: "
                    + CallbackRoutes.PassShadowedPaths));
        return [.. unused, .. hidden];
    }

    private static string? ProfileOf(RouteConfig route) => route.Metadata?.GetValueOrDefault(CallbackRoutes.ProfileKey);

    private static bool IsKeptOff(RouteConfig route) => route.Metadata?.ContainsKey(CallbackRoutes.ShadowedPathsKey) != true;

    private static bool TakesEveryPath(RouteConfig route) =>
        route.Match.Path is null || route.Match.Path.TrimStart('/').StartsWith("{*", StringComparison.Ordinal);
}
