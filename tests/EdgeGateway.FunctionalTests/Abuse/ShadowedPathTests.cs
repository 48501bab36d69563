using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

/// <summary>
/// A catch-all route without a profile must not forward requests that the merchant may interpret as requests for the
/// path of a callback.
/// </summary>
public sealed class ShadowedPathTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT", "/callbacks/cactus")]
    [InlineData("GET", "/callbacks/cactus")]
    [InlineData("DELETE", "/callbacks/cactus?x=1")]
    [InlineData("OPTIONS", "/callbacks/cactus")]
    [InlineData("PUT", "/CALLBACKS/Cactus")]
    [InlineData("PUT", "/callbacks/cactus/")]
    [InlineData("PUT", "/callbacks/x/../cactus")]
    public async Task Another_method_on_a_callbacks_path_is_405(string method, string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        var answer = await SendAsync(gateway, method, path);

        Assert.Equal(405, answer.Status);
        Assert.Equal("POST", answer["Allow"]);
        Assert.Equal("application/problem+json", answer["Content-Type"]);
        Assert.NotNull(answer["X-Request-Id"]);
        Assert.Empty(merchant.Deliveries);
        await gateway.WaitForMetricAsync("""edgegateway_callbacks_total{profile="Cactus",outcome="malformed",reason="shadowed_method"} 1""", Token);
    }

    [Theory]
    [InlineData("//callbacks/cactus")]
    [InlineData("/callbacks//cactus")]
    [InlineData("/callbacks/cactus//")]
    [InlineData("/callbacks/cactus;a=1")]
    [InlineData("/callbacks;a=1/cactus")]
    [InlineData("/;/callbacks/cactus")]
    [InlineData("/x/..;/callbacks/cactus")]
    [InlineData("/callbacks/cactus.")]
    [InlineData("/callbacks/cactus%20")]
    [InlineData("/callbacks%2fcactus")]
    [InlineData("/callbacks%2Fcactus")]
    [InlineData("/callbacks%252fcactus")]
    [InlineData("/callbacks%25252fcactus")]
    [InlineData("/callbacks\\cactus")]
    [InlineData("/callbacks%5ccactus")]
    [InlineData("/x/..%2fcallbacks/cactus")]
    [InlineData("/x%2f..%2fcallbacks%2fcactus")]
    [InlineData("/x//..%2fcallbacks/cactus")]
    [InlineData("/callbacks/%252e%252e/callbacks/cactus")]
    [InlineData("/callbacks/cactus%3fx")]
    [InlineData("/callbacks/cactus%23x")]
    [InlineData("/callbacks/cactus%2500.html")]
    [InlineData("/callbacks/cactus.json")]
    [InlineData("/callbacks/cactus.php")]
    [InlineData("/index.php/callbacks/cactus")]
    [InlineData("/CALLBACKS%2FCACTUS")]
    [InlineData("/callbacks/%2563actus")]
    [InlineData("/pay.php/more")]
    [InlineData("/pay.php/")]
    public async Task Another_spelling_of_a_callbacks_path_is_404_or_verified(string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        var answer = await SendAsync(gateway, "POST", path);

        Assert.True(answer.Status is 400 or 401 or 404, answer.Head);
        Assert.Empty(merchant.Deliveries);
        if (answer.Status == 404)
        {
            await gateway.WaitForMetricAsync("outcome=\"malformed\",reason=\"shadowed_path\"} 1", Token);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/callbacks")]
    [InlineData("/callbacks/other")]
    [InlineData("/callbacks/cactuses")]
    [InlineData("/callbacks/cactus/status")]
    [InlineData("/my/callbacks/cactus")]
    [InlineData("/shop;jsessionid=1/cart.php?x=/callbacks/cactus")]
    [InlineData("/a%20b/c%2Fd/%D0%9F")]
    [InlineData("/pay.phpx")]
    public async Task The_rest_of_the_site_is_proxied_unchanged(string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);

        Assert.Equal(200, (await SendAsync(gateway, "POST", path)).Status);
        Assert.Single(merchant.Deliveries);
    }

    /// <summary>The path that the merchant receives counts, not the one that the gateway received.</summary>
    [Fact]
    public async Task Paths_are_compared_after_the_transforms_of_both_routes()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, routes =>
        {
            routes["Cactus"]!["Transforms"] = JsonNode.Parse("""[{"PathRemovePrefix":"/callbacks"},{"PathPrefix":"/hooks"}]""");
            routes["Carouseller"]!["Match"]!["Path"] = "/in/{provider}/{**rest}";
            routes["Carouseller"]!["Transforms"] = JsonNode.Parse("""[{"PathPattern":"/out/{provider}/end/{**rest}"}]""");
            routes["stripped"] = JsonNode.Parse("""{"ClusterId":"shop","Match":{"Path":"/site/{**rest}"},"Transforms":[{"PathRemovePrefix":"/site"}]}""");
        });

        foreach (var path in (string[])["/hooks/cactus", "/site/hooks/cactus", "/site/HOOKS//cactus", "/out/x/end", "/site/out/x/end/a/b"])
        {
            Assert.Equal((path, 404), (path, (await SendAsync(gateway, "POST", path)).Status));
        }

        Assert.Empty(merchant.Deliveries);
        foreach (var path in (string[])["/hooks/other", "/site/callbacks/cactus", "/out/x/other"])
        {
            Assert.Equal((path, 200), (path, (await SendAsync(gateway, "POST", path)).Status));
        }
    }

    [Fact]
    public async Task A_route_that_matches_another_host_does_not_open_the_path()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, routes => routes["Cactus"]!["Match"]!["Hosts"] = new JsonArray("callbacks.shop"));

        Assert.Equal(404, (await SendAsync(gateway, "POST", "/callbacks/cactus")).Status);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task Another_cluster_with_the_same_destination_is_the_same_merchant_and_another_destination_is_not()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var blog = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, routes =>
        {
            var clusters = routes.Parent!["Clusters"]!.AsObject();
            clusters["same"] = new JsonObject { ["Destinations"] = JsonNode.Parse($$$"""{"x":{"Address":"http://localhost:{{{merchant.Address.Port}}}/callbacks/"}}""") };
            clusters["blog"] = new JsonObject { ["Destinations"] = JsonNode.Parse($$$"""{"x":{"Address":"{{{blog.Address}}}"}}""") };
            routes["same"] = JsonNode.Parse("""{"ClusterId":"same","Match":{"Path":"/same/{**rest}"},"Transforms":[{"PathRemovePrefix":"/same"}]}""");
            routes["blog"] = JsonNode.Parse("""{"ClusterId":"blog","Match":{"Path":"/blog/{**rest}"},"Transforms":[{"PathRemovePrefix":"/blog"}]}""");
        });

        Assert.Equal(404, (await SendAsync(gateway, "POST", "/same/cactus")).Status);
        Assert.Equal(200, (await SendAsync(gateway, "POST", "/blog/callbacks/cactus")).Status);
        Assert.Empty(merchant.Deliveries);
        Assert.Equal("/callbacks/cactus", Assert.Single(blog.Deliveries).Path);
    }

    [Fact]
    public async Task A_route_that_says_so_reaches_the_path()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, routes => routes["site"]!["Metadata"] = JsonNode.Parse("""{"ShadowedPaths":"Pass"}"""));

        Assert.Equal(200, (await SendAsync(gateway, "GET", "/callbacks/cactus")).Status);
        Assert.Null(Assert.Single(merchant.Deliveries)["Callback-Verified"]);
    }

    private static Task<TestGateway> StartAsync(TestMerchant merchant, Action<JsonObject>? change = null) => TestGateway.StartAsync(merchant, settings: settings =>
    {
        var routes = settings["ReverseProxy"]!["Routes"]!.AsObject();
        routes["site"] = JsonNode.Parse("""{"ClusterId":"shop","Match":{"Path":"{**rest}"},"Order":100}""");
        routes["script"] = JsonNode.Parse("""{"ClusterId":"shop","Match":{"Path":"/pay.php","Methods":["POST"]},"Metadata":{"CallbackProfile":"Cactus"}}""");
        change?.Invoke(routes);
    });

    private static async Task<RawAnswer> SendAsync(TestGateway gateway, string method, string path)
    {
        var body = _cactus.Forged(_cactus.Callback()).Body;
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var head = RawConnection.Head(path, "Content-Type: application/json", $"Content-Length: {body.Length}", "Connection: close");
        await connection.SendAsync(method + head["POST".Length..] + body, Token);
        return (await connection.ReadAsync(Token))!;
    }
}
