using System.Text;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Samples;

/// <summary>The middleware in another host, with that host's own configuration.</summary>
public sealed class EmbeddedGatewayTests
{
    private const string Body = """{"id":"evt_1","type":"charge.succeeded"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_is_verified_and_delivered_once()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var host = Start($"--ConnectionStrings:StripeSecret={ReferenceSigner.PresetSecret}", $"--ReverseProxy:Clusters:shop:Destinations:shop-1:Address={merchant.Address}");
        var address = new Uri((await host.WaitForLineAsync("Now listening on: ")).Split("on: ")[1]);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        Assert.Equal(200, await SendAsync(client, address, Body));
        Assert.Equal(200, await SendAsync(client, address, Body));
        Assert.Equal(401, await SendAsync(client, address, Body, sent: Body.Replace("evt_1", "evt_2", StringComparison.Ordinal)));

        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal(Body, Encoding.UTF8.GetString(delivery.Body));
        Assert.Equal("cards/evt_1", delivery["Callback-Key"]);
        Assert.Equal("stripe;key=k1;coverage=full", delivery["Callback-Verified"]);
    }

    [Fact]
    public async Task A_route_that_names_another_profile_keeps_the_host_from_starting()
    {
        await using var host = Start($"--ConnectionStrings:StripeSecret={ReferenceSigner.PresetSecret}", "--ReverseProxy:Routes:cards:Metadata:CallbackProfile=card");

        Assert.NotEqual(0, await host.WaitForExitAsync());
        Assert.Contains(host.Error.Concat(host.Output), static line => line.Contains("Route 'cards' names the callback profile 'card', which was not added.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_stays_short()
    {
        var lines = RepositoryFiles.Read("samples/EmbeddedGateway/Program.cs").TrimEnd().Split('\n');

        Assert.InRange(lines.Length, 1, 30);
    }

    private static GatewayProcess Start(params string[] settings)
    {
        var directory = RepositoryFiles.PathOf("samples/EmbeddedGateway");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var assembly = Path.Combine(directory, "bin", configuration, "net10.0", "EmbeddedGateway.dll");
        return GatewayProcess.StartProgram(assembly, directory, ["--urls", "http://127.0.0.1:0", .. settings]);
    }

    private static async Task<int> SendAsync(HttpClient client, Uri address, string signed, string? sent = null)
    {
        using var message = (ReferenceSigner.Stripe(signed, TimeProvider.System.GetUtcNow()) with { Body = sent ?? signed }).ToMessage(address, "/callbacks/cards");
        using var response = await client.SendAsync(message, Token);
        return (int)response.StatusCode;
    }
}
