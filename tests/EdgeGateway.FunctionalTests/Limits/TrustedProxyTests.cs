using System.Net;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

public sealed class TrustedProxyTests
{
    private const string Provider = "203.0.113.9";
    private const string Networks = """{"AllowedNetworks":["203.0.113.0/24"]}""";

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Provider, 200)]
    [InlineData("198.51.100.1, 203.0.113.9", 200)]
    [InlineData("203.0.113.9, 127.0.0.2", 200)]
    [InlineData("203.0.113.9, 198.51.100.1", 403)]
    [InlineData("198.51.100.1", 403)]
    [InlineData("203.0.113.9, unknown", 403)]
    [InlineData(null, 403)]
    public async Task A_trusted_proxy_sets_the_senders_address(string? forwarded, int expected)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, Networks, inbound: """{"TrustedProxies":["127.0.0.0/8"]}""");

        Assert.Equal(expected, await SendAsync(gateway, forwarded));
        Assert.Equal(expected == 200 ? [Provider] : [], merchant.Deliveries.Select(static delivery => delivery["X-Forwarded-For"]));
    }

    [Fact]
    public async Task Other_senders_are_not_trusted()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var closed = await TestGateway.StartAsync(merchant, Networks, inbound: """{"TrustedProxies":["10.0.0.0/8"]}""");
        await using var open = await TestGateway.StartAsync(merchant);

        Assert.Equal(403, await SendAsync(closed, Provider));
        Assert.Equal(200, await SendAsync(open, Provider));
        Assert.Equal("127.0.0.1", Assert.Single(merchant.Deliveries)["X-Forwarded-For"]);
    }

    [Fact]
    public async Task A_route_without_a_profile_has_the_senders_address_too()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, inbound: """{"TrustedProxies":["127.0.0.0/8"]}""");
        using var message = new HttpRequestMessage(HttpMethod.Get, "/plain/page");
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", $"1.1.1.1, {Provider}");

        using var response = await gateway.Client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Provider, Assert.Single(merchant.Deliveries)["X-Forwarded-For"]);
    }

    private static async Task<int> SendAsync(TestGateway gateway, string? forwarded)
    {
        using var message = TestGateway.Message(_cactus.Path, _cactus.Callback().Body);
        message.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var response = await gateway.Client.SendAsync(message, Token);
        return (int)response.StatusCode;
    }
}
