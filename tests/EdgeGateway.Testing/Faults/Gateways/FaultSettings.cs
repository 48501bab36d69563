using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Providers;

namespace EdgeGateway.Testing.Faults.Gateways;

/// <summary>Writes the configuration of the gateways that faults strike.</summary>
public sealed record FaultSettings
{
    /// <summary>The only destination.</summary>
    public required Uri Merchant { get; init; }

    /// <summary>The providers' secret.</summary>
    public required string Secret { get; init; }

    /// <summary>The section <c>Ledger</c>.</summary>
    public required JsonObject Ledger { get; init; }

    /// <summary>The port for providers; 0: any.</summary>
    public int Port { get; init; }

    /// <summary>How long the gateway waits for the merchant.</summary>
    public TimeSpan MerchantTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The least that the configuration allows is ten seconds more than <see cref="MerchantTimeout"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(11.1);

    /// <summary>Differs from one reload to the next.</summary>
    public int MaxBodyBytes { get; init; } = 65_536;

    /// <summary>As the file says it.</summary>
    public override string ToString() => ToJson().ToJsonString();

    private JsonObject ToJson()
    {
        var routes = new JsonObject();
        var profiles = new JsonObject();
        foreach (var provider in FaultProviders.All)
        {
            routes[provider.Scheme] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = provider.Path, ["Methods"] = new JsonArray("POST") },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = provider.Scheme },
            };
            profiles[provider.Scheme] = new JsonObject
            {
                ["Scheme"] = provider.Scheme,
                ["Secrets"] = new JsonObject { ["k1"] = Secret },
                [nameof(MerchantTimeout)] = MerchantTimeout.ToString(),
                [nameof(Lease)] = Lease.ToString(),
                [nameof(MaxBodyBytes)] = MaxBodyBytes,
            };
        }

        return new JsonObject
        {
            ["Logging"] = JsonNode.Parse("""{"Console":{"FormatterName":"json"},"LogLevel":{"Default":"Error","EdgeGateway":"Warning","Microsoft.Hosting.Lifetime":"Information"}}"""),
            ["Kestrel"] = new JsonObject { ["Endpoints"] = new JsonObject { ["Edge"] = Url(Port), ["Management"] = Url(0) } },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = new JsonObject
                {
                    ["shop"] = new JsonObject
                    {
                        ["Destinations"] = new JsonObject { ["shop-1"] = new JsonObject { ["Address"] = Merchant.AbsoluteUri } },
                    },
                },
            },
            ["CallbackProfiles"] = profiles,
            [nameof(Ledger)] = Ledger.DeepClone(),
            ["Shutdown"] = new JsonObject { ["DrainDelay"] = "00:00:00" },
        };
    }

    private static JsonObject Url(int port) => new() { ["Url"] = $"http://127.0.0.1:{port}" };
}
