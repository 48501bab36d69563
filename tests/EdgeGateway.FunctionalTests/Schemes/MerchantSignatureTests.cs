using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>The gateway's signature for the merchant, which is the same for all providers.</summary>
public sealed class MerchantSignatureTests
{
    private const string Body = """{"id":"evt.1","type":"charge.succeeded","note":"Ünïcode ☃"}""";

    private static readonly byte[] _first = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] _second = RandomNumberGenerator.GetBytes(24);

    private static readonly string _stripe = Profile("stripe", _first);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_merchant_gets_the_key_the_time_and_a_signature_over_the_bytes()
    {
        await using var stage = await SchemeStage.StartAsync(_stripe);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe(Body, SchemeStage.Start)));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal("shop/evt.1", delivery["Callback-Key"]);
        Assert.Equal("shop/evt%2E1", delivery["webhook-id"]);
        Assert.Equal(SchemeStage.Start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), delivery["webhook-timestamp"]);
        Assert.Equal(Body, Encoding.UTF8.GetString(delivery.Body));
        Assert.Equal($"v1,{SignatureOf(delivery, _first)}", delivery["webhook-signature"]);
    }

    [Fact]
    public async Task Every_secret_adds_a_signature()
    {
        await using var stage = await SchemeStage.StartAsync(Profile("stripe", _first, _second));

        await stage.SendAsync(ReferenceSigner.Stripe(Body, SchemeStage.Start));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal($"v1,{SignatureOf(delivery, _first)} v1,{SignatureOf(delivery, _second)}", delivery["webhook-signature"]);
    }

    [Fact]
    public async Task Another_attempt_has_the_same_id_and_a_new_time()
    {
        await using var stage = await SchemeStage.StartAsync(_stripe);
        stage.Merchant.AnswerWith(500);
        await stage.SendAsync(ReferenceSigner.Stripe(Body, SchemeStage.Start));
        stage.Time.Advance(TimeSpan.FromMinutes(10));
        await stage.SendAsync(ReferenceSigner.Stripe(Body, stage.Time.GetUtcNow()));

        Assert.Equal(2, stage.Deliveries.Count);
        Assert.Equal(stage.Deliveries[0]["webhook-id"], stage.Deliveries[1]["webhook-id"]);
        Assert.Equal(["1790000000", "1790000600"], stage.Deliveries.Select(static delivery => delivery["webhook-timestamp"]));
        Assert.All(stage.Deliveries, static delivery => Assert.Equal($"v1,{SignatureOf(delivery, _first)}", delivery["webhook-signature"]));
    }

    [Fact]
    public async Task A_senders_own_headers_of_these_names_do_not_reach_the_merchant()
    {
        await using var stage = await SchemeStage.StartAsync(_stripe);
        var request = ReferenceSigner.Stripe(Body, SchemeStage.Start)
            .With("webhook-id", "forged").With("Webhook-Timestamp", "1").With("WEBHOOK-SIGNATURE", "v1,Zm9yZ2Vk")
            .With("webhook_id", "forged").With("webhook_timestamp", "1").With("webhook_signature", "v1,Zm9yZ2Vk").With("webhook.signature", "v1,Zm9yZ2Vk")
            .With("webhook-event", "kept");

        Assert.Equal(200, await stage.SendAsync(request));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal(
            ["webhook-event", "webhook-id", "webhook-signature", "webhook-timestamp"],
            delivery.Headers.Keys.Where(static name => name.StartsWith("webhook", StringComparison.OrdinalIgnoreCase)).Select(static name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal($"v1,{SignatureOf(delivery, _first)}", delivery["webhook-signature"]);
        Assert.Equal("shop/evt%2E1", delivery["webhook-id"]);
    }

    [Fact]
    public async Task A_provider_of_the_same_scheme_is_verified_by_its_own_and_signed_anew()
    {
        var vector = PresetVectors.Of("standardwebhooks").Single(static vector => vector.Name == "published-by-the-specification");
        await using var stage = await SchemeStage.StartAsync(
            new JsonObject { [SchemeStage.Profile] = JsonNode.Parse(Profile("standardwebhooks", vector.Secret!, _first)) }, now: vector.Now);

        Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(vector)));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal("shop/msg_p5jXN8AQM9LWM0D4loKWxJek", delivery["webhook-id"]);
        Assert.Equal($"v1,{SignatureOf(delivery, _first)}", delivery["webhook-signature"]);
    }

    [Fact]
    public async Task Another_gateway_verifies_it_by_the_scheme_that_ships()
    {
        await using var inner = await SchemeStage.StartAsync($$"""{"Scheme":"standardwebhooks","Secrets":{"k1":"whsec_{{Convert.ToBase64String(_first)}}"} }""");
        await using var stage = await SchemeStage.StartAsync(_stripe);
        await stage.SendAsync(ReferenceSigner.Stripe(Body, SchemeStage.Start));
        var delivery = Assert.Single(stage.Deliveries);

        Assert.Equal(200, await PassOnAsync(inner, delivery, delivery.Body));
        Assert.Equal(401, await PassOnAsync(inner, delivery, [.. delivery.Body, (byte)' ']));
        Assert.Single(inner.Deliveries);
    }

    [Fact]
    public async Task Without_the_setting_a_senders_headers_pass_as_they_are()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        await stage.SendAsync(ReferenceSigner.Stripe(Body, SchemeStage.Start).With("webhook-id", "the sender's"));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal("the sender's", delivery["webhook-id"]);
        Assert.Null(delivery["webhook-signature"]);
    }

    private static async Task<int> PassOnAsync(SchemeStage inner, Delivery delivery, byte[] body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/{SchemeStage.Profile}") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
        {
            message.Headers.Add(name, delivery[name]);
        }

        using var response = await inner.Gateway.Client.SendAsync(message, Token);
        return (int)response.StatusCode;
    }

    private static string SignatureOf(Delivery delivery, byte[] key)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{delivery["webhook-id"]}.{delivery["webhook-timestamp"]}."), .. delivery.Body];
        return Convert.ToBase64String(HMACSHA256.HashData(key, content));
    }

    private static string Profile(string scheme, params byte[][] secrets) => Profile(scheme, ReferenceSigner.PresetSecret, secrets);

    private static string Profile(string scheme, string secret, params byte[][] secrets) => new JsonObject
    {
        ["Scheme"] = scheme,
        ["Secrets"] = new JsonObject { ["k1"] = secret },
        ["MerchantSignature"] = new JsonObject
        {
            ["Secrets"] = new JsonObject(secrets.Select(static (octets, index) => KeyValuePair.Create($"m{index + 1}", (JsonNode?)$"whsec_{Convert.ToBase64String(octets)}"))),
        },
    }.ToJsonString();
}
