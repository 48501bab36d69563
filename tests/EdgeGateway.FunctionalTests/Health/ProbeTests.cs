using System.Net;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Health;

/// <summary>Health and metrics pages do not depend on AllowedHosts, because orchestrators use IP addresses.</summary>
public sealed class ProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Allowed_hosts_apply_to_the_edge_and_not_to_probes(string path)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, ("AllowedHosts", "callbacks.example"));

        using var probe = await gateway.Client.GetAsync(new Uri(gateway.Management, path), Token);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(gateway, "other.example"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "callbacks.example"));

        // The pages are not on the edge endpoint.
        using var page = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "callbacks.example" } }, Token);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(ProcessGateway gateway, string host)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/plain/a") { Headers = { Host = host } };
        using var response = await gateway.Client.SendAsync(message, Token);
        return response.StatusCode;
    }
}
