using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Samples;

/// <summary>The merchant's side in four languages: it takes what comes through the gateway, and nothing else.</summary>
public sealed class SampleMerchantTests
{
    private const string Body = """{"id":"evt_1","type":"charge.succeeded","note":"Ünïcode ☃"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csharp")]
    [InlineData("node")]
    [InlineData("php")]
    [InlineData("python")]
    public async Task Merchant_TakesWhatTheGatewaySignedAndNothingElse(string language)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var merchant = await SampleMerchant.StartAsync(language, $"whsec_{secret}", Token);
        var profile = JsonNode.Parse($$$"""{"Scheme":"stripe","Secrets":{"k1":"{{{ReferenceSigner.PresetSecret}}}"},"MerchantSignature":{"Secrets":{"m1":"{{{secret}}}"} } }""")!.AsObject();
        await using var gateway = await new GatewayBuilder().ForwardTo(merchant.Address).WithProfile("cards", profile, "/callbacks/cards", "POST").StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var callback = ReferenceSigner.Stripe(Body, TimeProvider.System.GetUtcNow());

        Assert.Equal(200, await SendAsync(client, callback.ToMessage(gateway.Edge, "/callbacks/cards")));
        Assert.Equal(200, await SendAsync(client, callback.ToMessage(gateway.Edge, "/callbacks/cards")));
        Assert.Equal(401, await SendAsync(client, (callback with { Body = Body.Replace("evt_1", "evt_2", StringComparison.Ordinal) }).ToMessage(gateway.Edge, "/callbacks/cards")));

        // Past the gateway: unsigned, with a signature of another secret, of another body, and of another time.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(401, await SendAsync(client, callback.ToMessage(merchant.Address, "/callbacks/cards")));
        Assert.Equal(401, await SendAsync(client, Signed(merchant.Address, RandomNumberGenerator.GetBytes(32), now, Body, Body)));
        Assert.Equal(401, await SendAsync(client, Signed(merchant.Address, Convert.FromBase64String(secret), now, Body, "{}")));
        Assert.Equal(401, await SendAsync(client, Signed(merchant.Address, Convert.FromBase64String(secret), now - 600, Body, Body)));
        Assert.Equal(200, await SendAsync(client, Signed(merchant.Address, Convert.FromBase64String(secret), now, Body, Body)));

        await Eventually.TrueAsync(() => Task.FromResult(merchant.Paid.Count() == 2), Token);
        Assert.Equal(["cards/evt_1", "by-hand"], merchant.Paid);
    }

    private static HttpRequestMessage Signed(Uri merchant, byte[] secret, long time, string signed, string sent)
    {
        var digest = HMACSHA256.HashData(secret, System.Text.Encoding.UTF8.GetBytes($"by-hand.{time}.{signed}"));
        return new SchemeRequest(sent)
            .With("webhook-id", "by-hand")
            .With("webhook-timestamp", $"{time}")
            .With("webhook-signature", $"v1,{Convert.ToBase64String(digest)}")
            .ToMessage(merchant, "/callbacks/cards");
    }

    private static async Task<int> SendAsync(HttpClient client, HttpRequestMessage message)
    {
        using (message)
        {
            using var response = await client.SendAsync(message, Token);

            // Otherwise the next request may be sent on a connection that is about to be closed.
            Assert.True(response.Version >= HttpVersion.Version11 || response.Headers.ConnectionClose == true, $"{response.Version}");
            return (int)response.StatusCode;
        }
    }
}
