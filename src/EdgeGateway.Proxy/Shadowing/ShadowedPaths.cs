using System.Runtime.CompilerServices;
using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// The paths on which merchants receive verified callbacks, computed once per loaded route. Only clusters that share a destination are
/// compared, whatever host, header or query their routes match.
/// </summary>
internal sealed class ShadowedPaths(IProxyStateLookup routes, MerchantPaths merchantPaths)
{
    private readonly ConditionalWeakTable<RouteModel, ShadowedRoute> _known = [];

    /// <summary>The route with a profile that the request could be interpreted as, or null.</summary>
    /// <param name="context">A request of a route without a profile.</param>
    /// <param name="address">The address to which the request would be sent.</param>
    public async ValueTask<ShadowMatch?> FindAsync(HttpContext context, Uri address)
    {
        var cluster = context.GetReverseProxyFeature().Route.Cluster;
        List<string[]>? readings = null;
        ShadowMatch? match = null;
        foreach (var route in routes.GetRoutes())
        {
            if (ProfileOf(route) is not { } profile || cluster is null || !SharedDestinations.Exist(cluster, route.Cluster))
            {
                continue;
            }

            var shadowed = _known.GetValue(route, _ => new ShadowedRoute(route, merchantPaths));
            readings ??= PathReadings.Of(address.AbsolutePath);
            foreach (var pattern in await shadowed.PatternsAsync())
            {
                if (pattern.MatchesAny(readings))
                {
                    var methods = AllowedMethods(route, pattern, context.Request.Method, address.AbsolutePath);
                    match = new ShadowMatch(profile, Join(match?.AllowedMethods, methods));
                }
            }
        }

        return match;
    }

    private static string? ProfileOf(RouteModel route) =>
        route.Config.Metadata?.GetValueOrDefault(CallbackRoutes.ProfileKey);

    /// <summary>The route's methods if the request has a different method and exactly the route's path.</summary>
    private static string? AllowedMethods(RouteModel route, PathPattern pattern, string method, string path) =>
        route.Config.Match.Methods is { Count: > 0 } methods
        && !methods.Contains(method, StringComparer.OrdinalIgnoreCase)
        && pattern.Matches(PathReadings.AsRouted(path))
            ? string.Join(", ", methods.Select(static name => name.ToUpperInvariant()))
            : null;

    private static string? Join(string? first, string? second) =>
        first is null || second is null ? first ?? second : string.Join(", ", first.Split(", ").Union(second.Split(", ")));
}
