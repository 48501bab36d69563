using System.Net;
using System.Text;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

public sealed class DeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Schemes => [.. ReferenceProviders.All.Select(static provider => provider.Scheme)];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task The_merchant_receives_the_original_bytes_and_the_gateways_headers(string scheme)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var provider = Provider(scheme);
        var callback = provider.Callback();

        using var response = await gateway.SendAsync(provider, callback, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"code":0,"result":"ok"}""", await response.Content.ReadAsStringAsync(Token));
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal(Encoding.UTF8.GetBytes(callback.Body), delivery.Body);
        Assert.Equal(scheme, delivery["Callback-Profile"]);
        Assert.Equal("1", delivery["Callback-Attempt"]);
        Assert.Equal($"{scheme};key=k1;coverage={(scheme == "CryptoCloud" ? "partial" : "full")}", delivery["Callback-Verified"]);
        Assert.StartsWith($"{scheme}/", delivery["Callback-Key"], StringComparison.Ordinal);
        Assert.Null(delivery["Callback-Conflict"]);
        Assert.Equal("application/json; charset=utf-8", delivery["Content-Type"]);
    }

    [Fact]
    public async Task The_key_of_a_callback_is_readable()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        using var response = await gateway.SendAsync(Provider("Cactus"), Provider("Cactus").Callback(), Token);

        Assert.Equal("Cactus/21/905910/3", merchant.Deliveries[0]["Callback-Key"]);
    }

    [Fact]
    public async Task Headers_of_the_gateway_are_removed_from_requests()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        string[] spoofed = ["Callback-Conflict", "callback-key", "CALLBACK-VERIFIED", "Callback_Attempt", "Callback-Anything"];

        foreach (var path in new[] { "/plain/x", Provider("Cactus").Path })
        {
            using var message = TestGateway.Message(path, Provider("Cactus").Callback().Body);
            foreach (var name in spoofed)
            {
                message.Headers.TryAddWithoutValidation(name, "spoofed");
            }

            using var response = await gateway.Client.SendAsync(message, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(2, merchant.Deliveries.Count);
        Assert.All(merchant.Deliveries, static delivery => Assert.DoesNotContain("spoofed", delivery.Headers.Values));
    }

    [Fact]
    public async Task A_route_without_a_profile_is_proxied_unchanged()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.AnswerWith(418, "short and stout", "text/tea");

        using var message = TestGateway.Message("/plain/a%20b?c=d", "not json", mediaType: "text/plain");
        using var response = await gateway.Client.SendAsync(message, Token);

        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("short and stout", await response.Content.ReadAsStringAsync(Token));
        Assert.Equal("not json", Encoding.UTF8.GetString(Assert.Single(merchant.Deliveries).Body));
        Assert.Equal("/plain/a b?c=d", merchant.Deliveries[0].Path);
    }

    [Fact]
    public async Task A_form_is_verified_and_forwarded_unchanged()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var signed = ReferenceSigner.SortedPairs(
            new() { ["site_id"] = "1", ["transaction_id"] = "77", ["type_id"] = "3", ["status_id"] = "4", ["note"] = "a b+c&d" },
            ReferenceProvider.Secret);
        var signature = System.Text.Json.Nodes.JsonNode.Parse(signed.Body)!["signature"]!.GetValue<string>();
        var body = $"note=a+b%2Bc%26d&transaction_id=77&site_id=1&type_id=3&status_id=%34&signature={signature}";

        using var response = await gateway.Client.SendAsync(
            TestGateway.Message("/callbacks/carouseller", body, mediaType: "application/x-www-form-urlencoded"), Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(merchant.Deliveries).Body));
        Assert.Equal("Carouseller/1/77/3/4", merchant.Deliveries[0]["Callback-Key"]);
    }

    [Fact]
    public async Task A_chunked_body_is_forwarded_with_its_length()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = Provider("Cactus").Callback();
        using var message = TestGateway.Message(Provider("Cactus").Path, callback.Body);
        message.Headers.TransferEncodingChunked = true;

        using var response = await gateway.Client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(callback.Body, Encoding.UTF8.GetString(Assert.Single(merchant.Deliveries).Body));
        Assert.Equal($"{callback.Body.Length}", merchant.Deliveries[0]["Content-Length"]);
    }

    [Fact]
    public async Task A_request_without_deduplication_is_verified_and_always_delivered()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"Deduplicate":false}""");
        merchant.AnswerWith(200, """{"code":17}""", "application/json");

        for (var i = 0; i < 2; i++)
        {
            using var response = await gateway.SendAsync(Provider("Carouseller"), Provider("Carouseller").Callback(), Token);
            Assert.Equal("""{"code":17}""", await response.Content.ReadAsStringAsync(Token));
        }

        Assert.Equal(2, merchant.Deliveries.Count);
    }

    private static ReferenceProvider Provider(string scheme) => ReferenceProviders.All.Single(provider => provider.Scheme == scheme);
}
