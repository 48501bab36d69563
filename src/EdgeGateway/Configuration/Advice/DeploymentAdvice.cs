using System.Collections.Immutable;
using System.Net;
using System.Text;
using EdgeGateway.Configuration.Binding;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Configuration.Validation;
using EdgeGateway.Proxy.Profiles;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Configuration.Advice;

/// <summary>
/// Finds what a valid configuration should not look like in production: endpoints, routes, times and secrets. Only <c>check</c> reports it,
/// because much of it is right on a developer's machine or behind a TLS proxy.
/// </summary>
internal static class DeploymentAdvice
{
    /// <summary>Shorter secrets can be guessed from one captured callback.</summary>
    private const int ShortSecret = 16;

    /// <summary>How much earlier than the provider gives up the merchant should have answered.</summary>
    private static readonly TimeSpan _answerMargin = TimeSpan.FromSeconds(1);

    /// <param name="settings">The configuration as it is written.</param>
    /// <param name="current">Its profiles.</param>
    /// <param name="ledger">Its ledger.</param>
    public static ImmutableArray<ConfigurationAdvice> Find(IConfiguration settings, CallbackProfiles current, LedgerSettings ledger)
    {
        var profiles = current.ByName.Values.OrderBy(static profile => profile.Name, StringComparer.Ordinal).ToList();
        var proxy = ReverseProxyOptions.Read(new SectionBinder(new FaultList(settings)), settings.GetSection(KnownSections.ReverseProxy));
        return
        [
            .. AdviseOnEndpoints(settings, current),
            .. AdviseOnMethods(proxy),
            .. AdviseOnTwins(proxy),
            .. AdviseOnDestinations(proxy),
            .. profiles.Select(AdviseOnTimeout).OfType<ConfigurationAdvice>(),
            .. AdviseOnSecrets(settings, profiles),
            .. AdviseOnLedger(ledger),
        ];
    }

    private static IEnumerable<ConfigurationAdvice> AdviseOnEndpoints(IConfiguration settings, CallbackProfiles profiles)
    {
        foreach (var endpoint in settings.GetSection($"{KnownSections.Kestrel}:Endpoints").GetChildren())
        {
            var address = BindingAddress.Parse(endpoint["Url"]!);
            if (IsLoopback(address.Host))
            {
                continue;
            }

            if (endpoint.Key.Equals(Endpoints.ManagementEndpoint.Name, StringComparison.OrdinalIgnoreCase))
            {
                yield return new(
                    "management-exposed", AdviceSeverity.Warning, $"{endpoint.Path}:Url",
                    $"{endpoint["Url"]} is reachable from other machines, and shows metrics and health to all of them",
                    "write an address of the network that only Prometheus and probes reach, or keep others away by a network policy");
            }
            else if (address.Scheme == "http" && profiles.TrustedProxies.IsEmpty)
            {
                yield return new(
                    "plain-http", AdviceSeverity.Warning, $"{endpoint.Path}:Url",
                    $"{endpoint["Url"]} takes callbacks without TLS from other machines",
                    "write an https address and a certificate, or name the TLS proxy in front of it in Inbound:TrustedProxies");
            }
        }
    }

    private static IEnumerable<ConfigurationAdvice> AdviseOnMethods(ReverseProxyOptions proxy) => proxy.Routes
        .Where(static route => ProfileOf(route.Value) is not null && route.Value.Match.Methods is not { Count: > 0 })
        .Select(static route => new ConfigurationAdvice(
            "any-method", AdviceSeverity.Warning, $"{RoutePath(route.Key)}:Match:Methods",
            "the route of a callback takes every method, and what is not the provider's is counted as its refused callbacks",
            "write \"Methods\": [ \"POST\" ], or what the provider uses"));

    /// <summary>Requests that match two routes of equal order and precision are answered with 500 by the routing of ASP.NET Core.</summary>
    private static IEnumerable<ConfigurationAdvice> AdviseOnTwins(ReverseProxyOptions proxy)
    {
        var routes = proxy.Routes.Values.OrderBy(static route => route.RouteId, StringComparer.Ordinal).ToList();
        for (var i = 0; i < routes.Count; i++)
        {
            if (routes.Take(i).FirstOrDefault(other => AreTwins(other, routes[i])) is { } twin)
            {
                yield return new(
                    "ambiguous-routes", AdviceSeverity.Warning, RoutePath(routes[i].RouteId),
                    $"matches the same requests as route {twin.RouteId}: these are answered with 500",
                    "give them different paths, hosts or methods, or one of them an Order");
            }
        }
    }

    private static IEnumerable<ConfigurationAdvice> AdviseOnDestinations(ReverseProxyOptions proxy) =>
        from cluster in proxy.Clusters
        from destination in cluster.Value.Destinations!
        where Uri.TryCreate(destination.Value.Address, UriKind.Absolute, out var address) && address.Scheme == "http" && !IsLoopback(address.Host)
        select new ConfigurationAdvice(
            "plain-http-merchant", AdviceSeverity.Note, $"{KnownSections.ReverseProxy}:Clusters:{cluster.Key}:Destinations:{destination.Key}:Address",
            $"callbacks travel to {destination.Value.Address} without TLS",
            "write an https address if the network between is not yours alone; MerchantSignature lets the application see who sent them");

    private static ConfigurationAdvice? AdviseOnTimeout(CallbackProfile profile) =>
        profile.Scheme.ProviderTimeout is { } wait && profile.MerchantTimeout >= wait
            ? new(
                "merchant-timeout", AdviceSeverity.Warning, $"{KnownSections.Profiles}:{profile.Name}:{nameof(CallbackProfileOptions.MerchantTimeout)}",
                $"{profile.Scheme.Title} waits {wait.TotalSeconds:0.#} s for an answer, and the merchant may take {profile.MerchantTimeout.TotalSeconds:0.#} s: late answers are lost, and the provider repeats",
                $"write \"MerchantTimeout\": \"{Max(wait - _answerMargin, wait / 2):hh\\:mm\\:ss}\"")
            : null;

    private static IEnumerable<ConfigurationAdvice> AdviseOnSecrets(IConfiguration settings, List<CallbackProfile> profiles)
    {
        var known = new Dictionary<string, string>();
        foreach (var profile in profiles.Where(static profile => !profile.Scheme.HasPublicKeys))
        {
            var section = settings.GetSection($"{KnownSections.Profiles}:{profile.Name}:{nameof(CallbackProfileOptions.Secrets)}");
            foreach (var secret in section.GetChildren().Where(static secret => secret.Value is not null))
            {
                if (Encoding.UTF8.GetByteCount(secret.Value!) < ShortSecret)
                {
                    yield return new(
                        "short-secret", AdviceSeverity.Warning, secret.Path,
                        $"shorter than {ShortSecret} bytes: it can be guessed by whoever has one callback",
                        "have the provider make a longer one, and set both until it is used");
                }

                if (!known.TryAdd(secret.Value!, profile.Name) && known[secret.Value!] != profile.Name)
                {
                    yield return new(
                        "shared-secret", AdviceSeverity.Warning, secret.Path,
                        $"also a secret of profile {known[secret.Value!]}: whoever learns it can sign for both",
                        "have the provider make one for each");
                }
            }
        }
    }

    private static IEnumerable<ConfigurationAdvice> AdviseOnLedger(LedgerSettings ledger)
    {
        if (ledger.Store == LedgerStore.Memory)
        {
            yield return new(
                "memory-ledger", AdviceSeverity.Warning, $"{KnownSections.Ledger}:Store",
                "the ledger is lost with each restart: the merchant gets repeated callbacks again",
                "write \"Sqlite\" for one gateway, or \"Redis\" for several");
        }
    }

    private static bool AreTwins(RouteConfig a, RouteConfig b) =>
        a.Order == b.Order
        && string.Equals(Normal(a.Match.Path), Normal(b.Match.Path), StringComparison.OrdinalIgnoreCase)
        && Overlap(a.Match.Hosts, b.Match.Hosts)
        && Overlap(a.Match.Methods, b.Match.Methods)
        && a.Match is { Headers: null or { Count: 0 }, QueryParameters: null or { Count: 0 } }
        && b.Match is { Headers: null or { Count: 0 }, QueryParameters: null or { Count: 0 } };

    /// <summary>A route with a list is preferred to one without.</summary>
    private static bool Overlap(IReadOnlyList<string>? a, IReadOnlyList<string>? b) =>
        a is { Count: > 0 } ? b is { Count: > 0 } && a.Intersect(b, StringComparer.OrdinalIgnoreCase).Any() : b is not { Count: > 0 };

    private static string Normal(string? path) => (path ?? "").Trim('/');

    private static string? ProfileOf(RouteConfig route) => route.Metadata?.GetValueOrDefault(CallbackRoutes.ProfileKey);

    private static string RoutePath(string id) => $"{KnownSections.ReverseProxy}:Routes:{id}";

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
