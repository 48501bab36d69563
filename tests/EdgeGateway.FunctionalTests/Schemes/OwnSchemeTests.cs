using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Schemes that a configuration describes.</summary>
public sealed class OwnSchemeTests
{
    /// <summary>A made-up provider.</summary>
    private const string Acme = """
        {
          "acme": {
            "Title": "Acme Payments",
            "Body": [ "Json", "Form" ],
            "Signature": { "From": "header:Acme-Proof", "Split": ";", "Pair": ":", "Pick": "s2", "Encoding": "Hex" },
            "Algorithm": "HMAC-SHA256",
            "Content": "acme~{sig:at}~{param:shop}~{body}",
            "Timestamp": { "From": "sig:at", "Unit": "Milliseconds", "Past": "00:01:00" },
            "Identity": [ [ "field:event.number" ], [ "field:number", "field:state" ] ],
            "Acknowledgement": { "Status": "200", "Body": { "JsonField": "code", "Equals": "0" } },
            "RetryHorizon": "20.00:00:00",
            "Coverage": "Full"
          }
        }
        """;

    private const string Profile =
        $$"""{"Scheme":"ACME","Secrets":{"old":"another","k1":"{{ReferenceSigner.PresetSecret}}"},"Parameters":{"shop":"17"} }""";

    [Fact]
    public async Task An_unknown_provider_needs_only_a_definition()
    {
        await using var stage = await SchemeStage.StartAsync(Profile, Acme);
        var at = SchemeStage.Start.ToUnixTimeMilliseconds();

        Assert.Equal(200, await stage.SendAsync(Sign("""{"event":{"number":5},"note":"Łódź"}""", at)));
        Assert.Equal(200, await stage.SendAsync(Sign("""{"event":{"number":5},"note":"Łódź"}""", at + 9)));
        Assert.Equal(200, await stage.SendAsync(Sign("number=6&state=paid", at) with { MediaType = SchemeRequest.Form }));
        Assert.Equal(401, await stage.SendAsync(Sign("""{"event":{"number":7}}""", at - 60_001)));
        Assert.Equal(401, await stage.SendAsync(Sign("""{"event":{"number":7}}""", at, shop: "18")));
        Assert.Equal(401, await stage.SendAsync(Sign("""{"event":{"number":7}}""", at) with { Body = """{"event":{"number":8}}""" }));

        Assert.Equal(["shop/5", "shop/6/paid"], stage.Deliveries.Select(static delivery => delivery["Callback-Key"]));
        Assert.All(stage.Deliveries, static delivery => Assert.Equal("acme;key=k1;coverage=full", delivery["Callback-Verified"]));
    }

    [Fact]
    public async Task Its_acknowledgement_decides_what_is_repeated()
    {
        await using var stage = await SchemeStage.StartAsync(Profile, Acme);
        var callback = Sign("""{"event":{"number":5}}""", SchemeStage.Start.ToUnixTimeMilliseconds());
        stage.Merchant.AnswerWith(200, """{"code":1}""", "application/json");
        Assert.Equal(200, await stage.SendAsync(callback));
        stage.Merchant.AnswerWith(200, """{"code":0}""", "application/json");

        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback));

        Assert.Equal(["1", "2"], stage.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }

    [Fact]
    public async Task A_scheme_that_extends_another_keeps_what_it_does_not_name()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"acme","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""",
            """{"acme":{"Extends":"Stripe","Signature":{"From":"header:Acme-Signature"},"Timestamp":{"Past":"00:00:10"} },"other":{"Extends":"acme","Identity":[["field:number"]]} }""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"1"}""", SchemeStage.Start.AddSeconds(-10), "Acme-Signature")));
        Assert.Equal(401, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"2"}""", SchemeStage.Start.AddSeconds(-11), "Acme-Signature")));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"3"}""", SchemeStage.Start.AddSeconds(300), "Acme-Signature")));
        Assert.Equal(401, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"4"}""", SchemeStage.Start)));

        Assert.Equal(["shop/1", "shop/3"], stage.Deliveries.Select(static delivery => delivery["Callback-Key"]));
    }

    [Fact]
    public async Task A_scheme_may_extend_one_that_extends_another_and_null_removes()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"other","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""",
            """{"other":{"Extends":"acme","Timestamp":null},"acme":{"Extends":"stripe","Identity":[["field:number"]]} }""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"1","number":7}""", SchemeStage.Start.AddDays(-100))));

        Assert.Equal("shop/7", Assert.Single(stage.Deliveries)["Callback-Key"]);
    }

    [Fact]
    public async Task A_preset_is_found_without_regard_to_case()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"STRIPE","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe("""{"id":"1"}""", SchemeStage.Start)));

        Assert.Equal("stripe;key=k1;coverage=full", Assert.Single(stage.Deliveries)["Callback-Verified"]);
    }

    [Fact]
    public async Task One_gateway_has_every_preset_at_once()
    {
        var profiles = new JsonObject();
        foreach (var vector in PresetVectors.All.Where(static vector => vector is { Name: "genuine" }))
        {
            profiles[vector.Preset] = PresetProfile.Of(vector);
        }

        await using var stage = await SchemeStage.StartAsync(profiles, inbound: PresetProfile.TrustedProxy);
        Assert.Equal(58, profiles.Count);
        Assert.Equal(200, await stage.SendAsync(SchemeRequest.Of(PresetVectors.Of("github").Single(static vector => vector.Name == "genuine")), "github"));
    }

    [Fact]
    public async Task Environment_variables_override_parts_of_a_scheme_and_a_later_file_replaces_it()
    {
        using var directory = new ConfigurationDirectory();
        var first = directory.Write("first.json", File("""{"acme":{"Extends":"stripe","Signature":{"From":"header:One","Pick":"v9"}},"rest":{"Extends":"github"}}"""));
        var second = directory.Write("second.json", """{"CallbackSchemes":{"ACME":{"Extends":"stripe","Coverage":"Fulll"}}}""");
        var environment = new Dictionary<string, string> { ["CallbackSchemes__acme__Signature__Encoding"] = "Base46" };

        await using var alone = await GatewayProcess.RunAsync(directory.Path, new Dictionary<string, string>(), "validate", "--config", first);
        await using var overlaid = await GatewayProcess.RunAsync(directory.Path, environment, "validate", "--config", first);
        await using var replaced = await GatewayProcess.RunAsync(directory.Path, new Dictionary<string, string>(), "validate", "--config", first, "--config", second);

        Assert.Equal((0, 78, 78), (await alone.WaitForExitAsync(), await overlaid.WaitForExitAsync(), await replaced.WaitForExitAsync()));
        Assert.Contains(overlaid.Error, static line => line.StartsWith("CallbackSchemes:acme:Signature:Encoding: 'Base46'", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(replaced.Error, static line => line.StartsWith("CallbackSchemes:acme:Coverage: 'Fulll'", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_later_file_replaces_the_whole_scheme()
    {
        using var directory = new ConfigurationDirectory();
        var first = directory.Write("first.json", File("""{"acme":{"Extends":"stripe","Signature":{"From":"header:One"},"Identity":[["field:number"]]} }"""));
        var second = directory.Write("second.json", """{"CallbackSchemes":{"acme":{"Extends":"stripe","Signature":{"From":"header:Two"} } } }""");
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = GatewayProcess.Start(
            directory.Path,
            new Dictionary<string, string> { ["ReverseProxy__Clusters__shop__Destinations__shop-1__Address"] = merchant.Address.AbsoluteUri },
            "--config", first, "--config", second);
        var line = await gateway.WaitForLineAsync("Now listening on: ");
        var edge = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
        await gateway.WaitForLineAsync("Application started.");
        using var client = new HttpClient();
        async Task<int> SendAsync(string header)
        {
            using var message = ReferenceSigner.Stripe("""{"id":"evt","number":"7"}""", TimeProvider.System.GetUtcNow(), header).ToMessage(edge, "/acme");
            using var response = await client.SendAsync(message, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }

        Assert.Equal(401, await SendAsync("One"));
        Assert.Equal(200, await SendAsync("Two"));

        // The second file replaces the first file's object completely.
        Assert.Equal("acme/evt", Assert.Single(merchant.Deliveries)["Callback-Key"]);
    }

    private static string File(string schemes) => $$"""
        {
          "Kestrel": { "Endpoints": { "Edge": { "Url": "http://127.0.0.1:0" }, "Management": { "Url": "http://127.0.0.1:0" } } },
          "ReverseProxy": {
            "Routes": { "acme": { "ClusterId": "shop", "Match": { "Path": "/acme" }, "Metadata": { "CallbackProfile": "acme" } } },
            "Clusters": { "shop": { "Destinations": { "shop-1": { "Address": "http://127.0.0.1:9/" } } } }
          },
          "CallbackSchemes": {{schemes}},
          "CallbackProfiles": { "acme": { "Scheme": "acme", "Secrets": { "k1": "{{ReferenceSigner.PresetSecret}}" } } },
          "Ledger": { "Store": "Memory" }
        }
        """;

    private static SchemeRequest Sign(string body, long at, string shop = "17")
    {
        var proof = ReferenceSigner.Body($"acme~{at}~{shop}~{body}", "x").Headers.Single().Value;
        return new SchemeRequest(body).With("Acme-Proof", $"at:{at};s1:00ff;s2:{proof}");
    }
}
