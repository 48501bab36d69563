using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Health;

/// <summary>Tests of the health checks in <c>config/gateway.json</c>.</summary>
public sealed class SampleHealthCheckTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merchant_that_is_down_is_reported_and_gets_the_callback_when_it_is_back()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: AddHealthCheck);
        Assert.Equal("ok", await DestinationsAsync(gateway));

        await merchant.StopAsync();
        await Eventually.TrueAsync(async () => await DestinationsAsync(gateway) == "none healthy: shop", Token);
        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        await merchant.StartAsync();
        await Eventually.TrueAsync(async () => await DestinationsAsync(gateway) == "ok", Token);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);

        var delivery = Assert.Single(merchant.Deliveries, static delivery => delivery.Path == _cactus.Path);
        Assert.Equal("2", delivery["Callback-Attempt"]);
        await gateway.WaitForLogAsync("MerchantUnreachable no_destination", Token);
    }

    /// <summary>The policy decides where callbacks are sent while nothing is healthy, not what is healthy.</summary>
    [Theory]
    [InlineData("HealthyAndUnknown")]
    [InlineData("HealthyOrPanic")]
    public async Task Destinations_are_counted_by_their_health_whatever_the_policy(string policy)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: settings =>
        {
            AddHealthCheck(settings);
            settings["ReverseProxy"]!["Clusters"]!["shop"]!["HealthCheck"]!["AvailableDestinationsPolicy"] = policy;
        });
        await gateway.WaitForMetricAsync("""edgegateway_destinations_available{cluster="shop"} 1""", Token);

        merchant.AnswerWith(500);
        await gateway.WaitForMetricAsync("""edgegateway_destinations_available{cluster="shop"} 0""", Token);
        Assert.Equal("none healthy: shop", await DestinationsAsync(gateway));
        Assert.Contains("""edgegateway_destinations{cluster="shop"} 1""", await gateway.MetricsAsync(Token), StringComparison.Ordinal);

        merchant.AnswerWith(200);
        await gateway.WaitForMetricAsync("""edgegateway_destinations_available{cluster="shop"} 1""", Token);
    }

    /// <summary>The sample's, with a shorter interval.</summary>
    private static void AddHealthCheck(JsonObject settings)
    {
        var sample = JsonNode.Parse(
            RepositoryFiles.Read("config/gateway.json"), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        var check = sample["ReverseProxy"]!["Clusters"]!["shop"]!["HealthCheck"]!.DeepClone();
        Assert.Equal("HealthyAndUnknown", check["AvailableDestinationsPolicy"]!.GetValue<string>());
        Assert.True(check["Passive"]!["Enabled"]!.GetValue<bool>());
        check["Active"]!["Interval"] = "00:00:00.100";
        settings["ReverseProxy"]!["Clusters"]!["shop"]!["HealthCheck"] = check;
    }

    private static async Task<string> DestinationsAsync(TestGateway gateway)
    {
        using var response = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["checks"]!["destinations"]!.GetValue<string>();
    }
}
