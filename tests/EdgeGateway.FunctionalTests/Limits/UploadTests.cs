using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Edge;
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
        await using var gateway = await StartAsync(merchant, limit: 1000);

        using var small = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[1000]), Token);
        using var large = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[1001]), Token);

        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        await AssertRefusedAsync(large);
        Assert.Single(merchant.Deliveries);
        await gateway.StopAsync();
        Assert.DoesNotContain(gateway.Logs.All, static line => line.Text.Contains("Exception", StringComparison.Ordinal));
    }

    /// <summary>The length is not known before the limit is reached, and the destination may give up first.</summary>
    [Theory]
    [InlineData(1001)]
    [InlineData(300_000)]
    public async Task A_chunked_upload_above_the_servers_limit_is_answered_413_and_logged_with_the_limit(int length)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, limit: 1000);

        for (var time = 0; time < 20; time++)
        {
            using var response = await UploadInChunksAsync(gateway, length);

            await AssertRefusedAsync(response);
        }

        Assert.Empty(merchant.Deliveries);
        await gateway.StopAsync();
        Assert.Contains(gateway.Logs.All, static line => line.Text.Contains("The body is longer than 1000 bytes.", StringComparison.Ordinal));
    }

    /// <summary>
    /// Most clients read no answer before they have sent their body. If the gateway closed the connection after its answer, they would
    /// report a broken connection and never see the 413.
    /// </summary>
    [Theory]
    [InlineData("Content-Length: 302000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_can_send_the_rest_of_an_upload_that_is_too_large(string framing)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, limit: 1000);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var isChunked = framing.Contains("chunked", StringComparison.Ordinal);

        await connection.SendAsync(RawConnection.Head("/plain/upload", framing) + Part(2000), Token);
        var refused = await connection.ReadAsync(Token);
        for (var part = 0; part < 100; part++)
        {
            await connection.SendAsync(Part(3000), Token);
        }

        await connection.SendAsync((isChunked ? "0\r\n\r\n" : "") + RawConnection.Head("/plain/upload", "Content-Length: 2") + "ok", Token);
        var next = await connection.ReadAsync(Token);

        Assert.Equal(413, refused?.Status);
        Assert.Equal(200, next?.Status);
        Assert.Equal("ok"u8, Assert.Single(merchant.Deliveries).Body);

        string Part(int length) => isChunked ? $"{length:x}\r\n{new string('x', length)}\r\n" : new string('x', length);
    }

    [Theory]
    [InlineData(null, 1000)]
    [InlineData(10_000L, 10_000)]
    [InlineData(-1L, 100_000)]
    [InlineData(10L, 10)]
    public async Task A_routes_own_limit_replaces_the_servers(long? limit, int longest)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, limit: 1000, routeLimit: limit);

        using var announced = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[longest]), Token);
        using var chunked = await UploadInChunksAsync(gateway, longest);

        Assert.Equal(HttpStatusCode.OK, announced.StatusCode);
        Assert.Equal(HttpStatusCode.OK, chunked.StatusCode);
        Assert.All(merchant.Deliveries, delivery => Assert.Equal(longest, delivery.Body.Length));
        if (limit == -1)
        {
            return;
        }

        using var tooLong = await gateway.Client.PostAsync(new Uri(gateway.Edge, "/plain/upload"), new ByteArrayContent(new byte[longest + 1]), Token);
        using var tooLongInChunks = await UploadInChunksAsync(gateway, longest + 1);

        await AssertRefusedAsync(tooLong);
        await AssertRefusedAsync(tooLongInChunks);
        Assert.Equal(2, merchant.Deliveries.Count);
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

    private static Task<TestGateway> StartAsync(TestMerchant merchant, int limit, long? routeLimit = null) =>
        TestGateway.StartAsync(merchant, settings: settings =>
        {
            settings["Kestrel"]!["Limits"] = new JsonObject { ["MaxRequestBodySize"] = limit };
            if (routeLimit is not null)
            {
                settings["ReverseProxy"]!["Routes"]!["plain"]!["MaxRequestBodySize"] = routeLimit;
            }
        });

    private static async Task<HttpResponseMessage> UploadInChunksAsync(TestGateway gateway, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Edge, "/plain/upload")) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = true;
        return await gateway.Client.SendAsync(request, Token);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"status\":413", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Single(response.Headers.GetValues("X-Request-Id"));
    }
}
