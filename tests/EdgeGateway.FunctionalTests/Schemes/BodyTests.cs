using System.Text;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Bodies as providers send them: arrays, repeated names, large documents.</summary>
public sealed class BodyTests
{
    private const string Stripe = $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""";

    private const string Raw =
        """{"acme":{"Body":"Raw","Signature":{"From":"header:X-Acme","Encoding":"Hex"},"Algorithm":"HMAC-SHA256","Content":"{body}","Coverage":"Full"}}""";

    [Theory]
    [InlineData("[{\"event\":\"a\"},{\"event\":\"b\"}]\r\n", "application/json")]
    [InlineData("<a><b/></a>", "application/xml")]
    [InlineData("a=1&a=1&b", "application/x-www-form-urlencoded")]
    [InlineData("anything at all", "text/plain")]
    [InlineData("{\"a\":1,\"a\":2}", "application/json; charset=utf-8")]
    [InlineData("no type", null)]
    public async Task A_raw_body_is_delivered_unchanged_and_once(string body, string? mediaType)
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"acme","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""", Raw);
        var callback = ReferenceSigner.Body(body, "X-Acme") with { MediaType = mediaType };

        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(401, await stage.SendAsync(callback with { Body = body + " " }));

        var delivery = Assert.Single(stage.Deliveries);
        Assert.Equal(Encoding.UTF8.GetBytes(body), delivery.Body);
        Assert.Equal("acme;key=k1;coverage=full", delivery["Callback-Verified"]);
    }

    /// <summary>SendGrid signs a header and the body without a separator.</summary>
    [Fact]
    public async Task Moving_characters_between_a_signed_header_and_a_raw_body_does_not_create_a_second_event()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"acme","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""",
            Raw.Replace("\"{body}\"", "\"{header:X-Time}{body}\"", StringComparison.Ordinal));
        var signature = ReferenceSigner.Body("1790000000[{\"event\":\"a\"}]", "X-Acme").Headers.Single().Value;
        SchemeRequest Divide(string time, string body) => new SchemeRequest(body).With("X-Acme", signature).With("X-Time", time);

        Assert.Equal(200, await stage.SendAsync(Divide("1790000000", "[{\"event\":\"a\"}]")));
        Assert.Equal(422, await stage.SendAsync(Divide("1790000000[", "{\"event\":\"a\"}]")));
        Assert.Equal(422, await stage.SendAsync(Divide("17900000", "00[{\"event\":\"a\"}]")));
        Assert.Equal(200, await stage.SendAsync(Divide("1790000000", "[{\"event\":\"a\"}]")));

        Assert.Single(stage.Deliveries);
    }

    [Fact]
    public async Task Repeated_names_of_a_form_are_signed_once_each()
    {
        const string url = "https://shop.example/sms";
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"twilio","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"PublicUrl":"{{url}}"}""");
        var callback = ReferenceSigner.Twilio(url, ("Body", "hi & bye"), ("Media", "b"), ("Media", "a"), ("Media", "b"), ("CallSid", "CA1"));

        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(200, await stage.SendAsync(callback));
        Assert.Equal(401, await stage.SendAsync(callback with { Body = callback.Body + "&Media=c" }));

        Assert.Single(stage.Deliveries);
    }

    [Fact]
    public async Task A_large_document_passes_where_the_profile_raises_the_limit()
    {
        var invoice = Invoice(fields: 400, depth: 40, bytes: 200_000);
        await using var usual = await SchemeStage.StartAsync(Stripe);
        await using var raised = await SchemeStage.StartAsync(
            $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"MaxBodyBytes":300000}""");

        Assert.Equal(413, await usual.SendAsync(ReferenceSigner.Stripe(invoice, SchemeStage.Start)));
        Assert.Equal(200, await raised.SendAsync(ReferenceSigner.Stripe(invoice, SchemeStage.Start)));

        Assert.Equal("shop/evt_large", Assert.Single(raised.Deliveries)["Callback-Key"]);
        Assert.Equal(Encoding.UTF8.GetBytes(invoice), raised.Deliveries[0].Body);
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task A_document_that_is_not_rendered_again_may_be_nested_64_deep(int depth, int expected)
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);
        var body = $$"""{"id":"evt_1","x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}} }""";

        Assert.Equal(expected, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start)));
    }

    [Theory]
    [InlineData("""{"id":"evt_1","id":"evt_2"}""")]
    [InlineData("""{"id":"evt_1","\u0069d":"evt_2"}""")]
    [InlineData("""{"id":"evt_1","a":{"id":3},"id":null}""")]
    public async Task A_repeated_name_on_the_path_of_the_identity_is_malformed(string body)
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);

        Assert.Equal(400, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start)));

        Assert.Empty(stage.Deliveries);
        Assert.Equal(1, await stage.CountAsync("malformed", "duplicate_name"));
    }

    [Theory]
    [InlineData("""{"id":"evt_1","a":{"id":"evt_2"}}""", "shop/evt_1")]
    [InlineData("""{"a":[{"id":"evt_2"}],"\u0069d":"evt_1"}""", "shop/evt_1")]
    [InlineData("""{"id":17}""", "shop/17")]
    [InlineData("""{"id":"a/b c"}""", "shop/a%2Fb%20c")]
    public async Task The_identity_is_found_only_by_its_path(string body, string key)
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start)));

        Assert.Equal(key, Assert.Single(stage.Deliveries)["Callback-Key"]);
    }

    [Theory]
    [InlineData("""{"object":"event"}""")]
    [InlineData("""{"id":"","object":"event"}""")]
    [InlineData("""{"id":null,"object":"event"}""")]
    [InlineData("""{"id":{},"object":"event"}""")]
    public async Task Without_an_identity_the_fingerprint_is_used(string body)
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start)));
        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start.AddSeconds(9))));

        Assert.StartsWith("shop/~", Assert.Single(stage.Deliveries)["Callback-Key"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"evt_1\"", "application/json", 400)]
    [InlineData("{\"id\":\"evt_1\"} x", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("id=evt_1", SchemeRequest.Form, 415)]
    public async Task A_body_of_another_form_is_refused_although_it_is_signed(string body, string mediaType, int expected)
    {
        await using var stage = await SchemeStage.StartAsync(Stripe);

        Assert.Equal(expected, await stage.SendAsync(ReferenceSigner.Stripe(body, SchemeStage.Start) with { MediaType = mediaType }));

        Assert.Empty(stage.Deliveries);
    }

    private static string Invoice(int fields, int depth, int bytes)
    {
        var text = new StringBuilder("""{"object":"event","data":""");
        for (var level = 0; level < depth; level++)
        {
            text.Append("{\"n\":");
        }

        text.Append('{');
        for (var field = 0; field < fields; field++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"field_{field}\":\"{new string('x', bytes / fields)}\",");
        }

        return text.Append("\"last\":1}").Append('}', depth).Append(""","id":"evt_large"}""").ToString();
    }
}
