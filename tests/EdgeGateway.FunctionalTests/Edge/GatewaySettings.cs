using System.Text.Json.Nodes;
using EdgeGateway.Demo;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>Writes the configuration of a gateway with a route and a profile for each provider.</summary>
internal static class GatewaySettings
{
    /// <param name="merchant">The only destination, or null for none.</param>
    /// <param name="ledger">The section <c>Ledger</c>.</param>
    /// <param name="profile">Added to every profile.</param>
    /// <param name="secret">The providers' secret; null: the demo's.</param>
    public static JsonObject Create(Uri? merchant, JsonObject ledger, JsonObject? profile = null, string? secret = null)
    {
        var routes = new JsonObject
        {
            ["plain"] = new JsonObject { ["ClusterId"] = "shop", ["Match"] = new JsonObject { ["Path"] = "/plain/{**rest}" } },
        };
        var profiles = new JsonObject();
        foreach (var provider in DemoProviders.First)
        {
            routes[provider.Scheme] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = provider.Path, ["Methods"] = new JsonArray("POST") },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = provider.Scheme },
            };
            var settings = new JsonObject
            {
                ["Scheme"] = provider.Scheme,
                ["Secrets"] = new JsonObject { ["old"] = "another-one", ["k1"] = secret ?? DemoProvider.Secret },
            };
            foreach (var (name, value) in profile ?? [])
            {
                settings[name] = value?.DeepClone();
            }

            profiles[provider.Scheme] = settings;
        }

        return new JsonObject
        {
            ["Logging"] = JsonNode.Parse("""{"LogLevel":{"Default":"Warning","EdgeGateway":"Debug"}}"""),
            ["Kestrel"] = JsonNode.Parse("""{"Endpoints":{"Edge":{"Url":"http://127.0.0.1:0"},"Management":{"Url":"http://127.0.0.1:0"}}}"""),
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = new JsonObject
                {
                    ["shop"] = new JsonObject
                    {
                        ["Destinations"] = merchant is null
                            ? new JsonObject()
                            : new JsonObject { ["shop-1"] = new JsonObject { ["Address"] = merchant.AbsoluteUri } },
                    },
                },
            },
            ["CallbackProfiles"] = profiles,
            ["Ledger"] = ledger.DeepClone(),
            ["Shutdown"] = new JsonObject { ["DrainDelay"] = "00:00:00" },
        };
    }
}
