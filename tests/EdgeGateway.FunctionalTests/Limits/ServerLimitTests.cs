using System.Net;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

/// <summary><c>Kestrel:Limits</c> applies.</summary>
public sealed class ServerLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_servers_limits_are_those_of_the_configuration()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(
            merchant,
            ("Kestrel__Limits__MaxRequestHeaderCount", "3"),
            ("Kestrel__Limits__MaxRequestLineSize", "100"),
            ("Kestrel__Limits__MaxRequestBodySize", "10"),
            ("Kestrel__Limits__MinRequestBodyDataRate__BytesPerSecond", "0"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/plain/a", headers: 2, body: 10));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusAsync(gateway, "/plain/a", headers: 4, body: 0));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, await StatusAsync(gateway, "/plain/" + new string('a', 100), headers: 0, body: 0));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(gateway, "/plain/a", headers: 0, body: 11));
    }

    private static async Task<HttpStatusCode> StatusAsync(ProcessGateway gateway, string path, int headers, int body)
    {
        using var message = new HttpRequestMessage(body > 0 ? HttpMethod.Post : HttpMethod.Get, path);
        if (body > 0)
        {
            message.Content = new ByteArrayContent(new byte[body]);
            headers -= 1;
        }

        for (var header = 0; header < headers; header++)
        {
            message.Headers.Add($"X-Header-{header}", "a");
        }

        using var response = await gateway.Client.SendAsync(message, Token);
        return response.StatusCode;
    }
}
