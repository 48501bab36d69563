using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Commands;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Diagnostics;

public sealed class RefusedPageTests : IDisposable
{
    private const string Token = "0123456789abcdef01234567";
    private const string Secret = "a-secret-of-tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("refused");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer 0123456789abcdef01234568", HttpStatusCode.Unauthorized)]
    [InlineData("Basic 0123456789abcdef01234567", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer 0123456789abcdef01234567", HttpStatusCode.OK)]
    public async Task Refused_AreShownToTokensOnly(string? authorization, HttpStatusCode expected)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: Keep);

        using var response = await GetAsync(gateway.Management, gateway, authorization);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Refused_WithoutTheSetting_DoNotExist()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        await using var withToken = await TestGateway.StartAsync(merchant, settings: static settings => AddToken(settings));

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(gateway.Management, gateway, $"Bearer {Token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(withToken.Management, withToken, $"Bearer {Token}")).StatusCode);
    }

    [Fact]
    public async Task Refused_OnTheEdge_BelongToTheMerchant()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: Keep);

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(gateway.Edge, gateway, $"Bearer {Token}")).StatusCode);
    }

    [Fact]
    public async Task Refused_AreTheLastHundred_WithoutCookies()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: Keep);
        for (var index = 0; index < 103; index++)
        {
            using var message = TestGateway.Message("/callbacks/cards", $$"""{"id":"evt_{{index}}"}""");
            message.Headers.Add("Cookie", "session=1");
            message.Headers.Add("Stripe-Signature", "t=1,v1=00");
            using var refused = await gateway.Client.SendAsync(message, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var response = await GetAsync(gateway.Management, gateway, $"Bearer {Token}");
        var captures = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsArray();

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(100, captures.Count);
        Assert.Equal("""{"id":"evt_3"}""", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(captures[0]!["body"]!.GetValue<string>())));
        Assert.Equal(("cards", "signature_mismatch", "/callbacks/cards"), (captures[99]!["profile"]!.GetValue<string>(), captures[99]!["reason"]!.GetValue<string>(), captures[99]!["path"]!.GetValue<string>()));
        Assert.Equal("t=1,v1=00", captures[99]!["headers"]!["Stripe-Signature"]!.GetValue<string>());
        Assert.Null(captures[99]!["headers"]!["Cookie"]);
    }

    /// <summary>A genuine callback may be refused, for example for its query string, and its header is the secret.</summary>
    [Fact]
    public async Task Refused_SecretThatIsSentItself_IsNotKept()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: static settings =>
        {
            Keep(settings);
            settings["CallbackProfiles"]!["cards"]!["Scheme"] = "xendit";
        });
        using var message = TestGateway.Message("/callbacks/cards?status=PAID", """{"status":"EXPIRED"}""");
        message.Headers.Add("x-callback-token", Secret);
        using var refused = await gateway.Client.SendAsync(message, Cancellation);
        using var response = await GetAsync(gateway.Management, gateway, $"Bearer {Token}");
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("query_shadows_field", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Last_ExplainsWhatTheGatewayRefused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: Keep);
        var signed = JsonNode.Parse((await CommandRun.InvokeAsync("sign", "--scheme", "stripe", "--secret-file", FileWith("secret", Secret), "--output", "json")).Output)!;
        using var message = TestGateway.Message("/callbacks/cards", signed["body"]!.GetValue<string>() + "\n");
        message.Headers.TryAddWithoutValidation("Stripe-Signature", signed["headers"]!["Stripe-Signature"]!.GetValue<string>());
        using var refused = await gateway.Client.SendAsync(message, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var config = FileWith("gateway.json", $$"""
            {
              "CallbackProfiles": { "cards": { "Scheme": "stripe", "Secrets": { "k1": "{{Secret}}" } } },
              "ReverseProxy": {
                "Routes": { "cards": { "ClusterId": "shop", "Match": { "Path": "/callbacks/cards" }, "Metadata": { "CallbackProfile": "cards" } } },
                "Clusters": { "shop": { "Destinations": { "one": { "Address": "http://127.0.0.1:9/" } } } }
              }
            }
            """);

        var run = await CommandRun.InvokeAsync(
            "explain", "--profile", "cards", "--config", config, "--last", "--url", $"{gateway.Management}", "--token-file", FileWith("token", Token + "\n"));

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("  cause     a line break was added behind the body", run.OutputLines);
        Assert.EndsWith(": does not verify: signature_mismatch", run.OutputLines.First(), StringComparison.Ordinal);

        var stranger = await CommandRun.InvokeAsync(
            "explain", "--profile", "cards", "--config", config, "--last", "--url", $"{gateway.Management}", "--token-file", FileWith("token", "another-token-of-24-chars"));
        Assert.Equal(1, stranger.ExitCode);
        Assert.Contains("the gateway does not accept the token", stranger.Error, StringComparison.Ordinal);
    }

    private static void Keep(JsonObject settings)
    {
        AddToken(settings);
        settings["Diagnostics"] = new JsonObject { ["KeepRefused"] = true };
        settings["CallbackProfiles"] = new JsonObject { ["cards"] = new JsonObject { ["Scheme"] = "stripe", ["Secrets"] = new JsonObject { ["k1"] = Secret } } };
        settings["ReverseProxy"]!["Routes"] = new JsonObject
        {
            ["cards"] = new JsonObject
            {
                ["ClusterId"] = "shop",
                ["Match"] = new JsonObject { ["Path"] = "/callbacks/cards" },
                ["Metadata"] = new JsonObject { ["CallbackProfile"] = "cards" },
            },
        };
    }

    private static void AddToken(JsonObject settings) =>
        settings["Management"] = new JsonObject { ["Tokens"] = new JsonObject { ["ops"] = new JsonObject { ["Value"] = Token } } };

    private static async Task<HttpResponseMessage> GetAsync(Uri endpoint, TestGateway gateway, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, "/refused"));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await gateway.Client.SendAsync(request, Cancellation);
    }

    private string FileWith(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
