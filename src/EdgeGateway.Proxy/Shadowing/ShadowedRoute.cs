using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>One loaded route with a profile, and its paths at the destinations of its cluster.</summary>
internal sealed class ShadowedRoute(RouteModel route, MerchantPaths merchantPaths)
{
    private volatile Known? _known;

    /// <summary>One pattern for each path prefix among the destinations' addresses.</summary>
    public ValueTask<IReadOnlyList<PathPattern>> PatternsAsync()
    {
        var destinations = route.Cluster?.DestinationsState.AllDestinations ?? [];
        return _known is { } known && ReferenceEquals(known.Destinations, destinations)
            ? ValueTask.FromResult(known.Patterns)
            : FindPatternsAsync(destinations);
    }

    private async ValueTask<IReadOnlyList<PathPattern>> FindPatternsAsync(IReadOnlyList<DestinationState> destinations)
    {
        var patterns = new Dictionary<string, PathPattern>(StringComparer.Ordinal);
        foreach (var address in destinations.Select(static destination => destination.Model.Config.Address))
        {
            var basePath = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : "/";
            if (!patterns.ContainsKey(basePath))
            {
                patterns.Add(basePath, await merchantPaths.FindAsync(route, address));
            }
        }

        var known = new Known(destinations, [.. patterns.Values]);
        _known = known;
        return known.Patterns;
    }

    private sealed record Known(IReadOnlyList<DestinationState> Destinations, IReadOnlyList<PathPattern> Patterns);
}
