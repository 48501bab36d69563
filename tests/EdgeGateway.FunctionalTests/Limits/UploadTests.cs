using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

/// <summary>Tests of uploads and hosts on routes without a profile.</summary>
public sealed class UploadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_above_the_servers_limit_is_answered_413_without_an_exception_in_the_log()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant, settings: static settings => settings["Kestrel"]!["Limits"] = new JsonObject { ["MaxRequestBodySize"] = 1000 });

        using var small = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[1000]), Token);
        using var large = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[1001]), Token);

        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal("application/problem+json", large.Content.Headers.ContentType!.MediaType);
        Assert.Single(merchant.Deliveries);
        await gateway.StopAsync();
        Assert.DoesNotContain(gateway.Logs.All, static line => line.Text.Contains("Exception", StringComparison.Ordinal));
    }

    /// <summary>The length is not known before the limit is reached, and the destination may give up first.</summary>
    [Theory]
    [InlineData(1001)]
    [InlineData(300_000)]
    public async Task A_chunked_upload_above_the_servers_limit_is_answered_413(int length)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant, settings: static settings => settings["Kestrel"]!["Limits"] = new JsonObject { ["MaxRequestBodySize"] = 1000 });

        for (var time = 0; time < 20; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Edge, "/plain/upload")) { Content = new ByteArrayContent(new byte[length]) };
            request.Headers.TransferEncodingChunked = true;
            using var response = await gateway.Client.SendAsync(request, Token);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }

        Assert.Empty(merchant.Deliveries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_site_gets_the_destinations_host_or_the_original_one_with_a_transform(bool isOriginal)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: settings =>
        {
            if (isOriginal)
            {
                settings["ReverseProxy"]!["Routes"]!["plain"]!["Transforms"] = JsonNode.Parse("""[ { "RequestHeaderOriginalHost": "true" } ]""");
            }
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Edge, "/plain/page"));
        request.Headers.Host = "shop.example";

        using var response = await gateway.Client.SendAsync(request, Token);

        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal(isOriginal ? "shop.example" : merchant.Address.Authority, delivery["Host"]);
    }
}
