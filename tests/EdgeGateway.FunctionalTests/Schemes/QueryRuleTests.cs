using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>Query parameters that are not signed are refused if the scheme reads the query, or if they have the name of a field.</summary>
public sealed class QueryRuleTests
{
    private const string Notice = """{"id":1,"type":"payment","data":{"id":"56708532835"}}""";

    [Theory]
    [InlineData("&type=payment", 200)]
    [InlineData("&topic=payment", 200)]
    [InlineData("&amount=1", 400)]
    [InlineData("&id=7", 400)]
    [InlineData("&data.id=7", 400)]
    public async Task Of_a_query_that_the_scheme_reads_only_signed_and_allowed_names_pass(string query, int expected)
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"mercadopago","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"} }""");

        Assert.Equal(expected, await stage.SendAsync(ReferenceSigner.MercadoPago(Notice, "56708532835", "request-1", SchemeStage.Start, query)));

        Assert.Equal(expected == 200 ? 1 : 0, stage.Deliveries.Count);
    }

    [Fact]
    public async Task A_profile_may_allow_more_names()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"mercadopago","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"AllowedQuery":["shop"]}""");

        Assert.Equal(200, await stage.SendAsync(ReferenceSigner.MercadoPago(Notice, "1", "request-1", SchemeStage.Start, "&shop=7")));
        Assert.Equal(400, await stage.SendAsync(ReferenceSigner.MercadoPago(Notice, "2", "request-2", SchemeStage.Start, "&other=7")));

        Assert.Single(stage.Deliveries);
        Assert.Equal(1, await stage.CountAsync("malformed", "query_not_signed"));
        await stage.Gateway.WaitForLogAsync("query_not_signed: field \"other\", ", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wrong_signature_is_reported_before_the_query_is_checked()
    {
        await using var stage = await SchemeStage.StartAsync($$"""{"Scheme":"mercadopago","Secrets":{"k1":"another-secret"} }""");

        Assert.Equal(401, await stage.SendAsync(ReferenceSigner.MercadoPago(Notice, "1", "request-1", SchemeStage.Start, "&other=7")));
    }

    [Theory]
    [InlineData("https://shop.example/hook", "", 200)]
    [InlineData("https://shop.example/hook", "a=1&b=%C5%81", 200)]
    [InlineData("https://shop.example/hook?a=1", "a=1", 200)]
    [InlineData("https://shop.example/hook?a=1", "", 200)]
    [InlineData("https://shop.example/hook?a=1", "a=1&event_id=e2", 400)]
    public async Task The_public_url_is_signed_with_its_own_query_or_the_requests(string url, string query, int expected)
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"square","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"PublicUrl":"{{url}}"}""");
        var signed = url.Contains('?', StringComparison.Ordinal) || query.Length == 0 ? url : $"{url}?{query}";
        var callback = ReferenceSigner.Square("""{"event_id":"e1"}""", signed) with { Query = query };

        Assert.Equal(expected, await stage.SendAsync(callback));
        Assert.Equal(expected == 200 ? 1 : 0, stage.Deliveries.Count);
    }

    [Fact]
    public async Task A_query_that_the_signed_url_does_not_have_is_refused()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"square","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"PublicUrl":"https://shop.example/hook"}""");
        var callback = ReferenceSigner.Square("""{"event_id":"e1"}""", "https://shop.example/hook");

        Assert.Equal(401, await stage.SendAsync(callback with { Query = "amount=1" }));
        Assert.Empty(stage.Deliveries);
    }

    [Fact]
    public async Task A_name_in_the_public_urls_query_or_an_allowed_one_may_also_be_in_the_body()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"stripe","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"PublicUrl":"https://shop.example/hook?type=x","AllowedQuery":["object"]}""");
        var callback = ReferenceSigner.Stripe("""{"id":"evt_1","object":"event","type":"paid"}""", SchemeStage.Start);

        Assert.Equal(400, await stage.SendAsync(callback with { Query = "id=evt_2" }));
        Assert.Equal(1, await stage.CountAsync("malformed", "query_shadows_field"));
        await stage.Gateway.WaitForLogAsync("query_shadows_field: field \"id\", ", TestContext.Current.CancellationToken);
        Assert.Equal(200, await stage.SendAsync(callback with { Query = "type=x&object=1&unknown=2" }));
        Assert.Single(stage.Deliveries);
    }

    [Fact]
    public async Task The_host_header_does_not_change_the_signed_url()
    {
        await using var stage = await SchemeStage.StartAsync(
            $$"""{"Scheme":"square","Secrets":{"k1":"{{ReferenceSigner.PresetSecret}}"},"PublicUrl":"https://shop.example/hook"}""");

        var callback = ReferenceSigner.Square("""{"event_id":"e1"}""", "https://other.example/hook");
        Assert.Equal(401, await stage.SendAsync(callback.With("Host", "other.example").With("X-Forwarded-Host", "other.example")));
        Assert.Empty(stage.Deliveries);
    }
}
