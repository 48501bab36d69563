using System.Net;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>What reaches the merchant when a genuine signature does not cover all of the body.</summary>
public sealed class CoverageTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fields_that_the_signature_leaves_out_are_named_to_the_merchant()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _cactus.Callback();
        var altered = callback with { Body = $"{callback.Body.TrimEnd()[..^1]},\"refunded\":false,\"x\":null,\"note\":\" \"}}" };

        using var answer = await gateway.SendAsync(_cactus, altered, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal("Cactus;key=k1;coverage=partial", delivery["Callback-Verified"]);
        Assert.Equal("refunded,x,note", delivery["Callback-Uncovered"]);

        // The content that the signature covers is the same.
        using var genuine = await gateway.SendAsync(_cactus, callback, Token);
        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"OnConflict":"Deliver"}""", HttpStatusCode.OK)]
    public async Task A_conflict_with_partial_coverage_is_refused_unless_the_profile_delivers_it(string profile, HttpStatusCode expected)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, profile);
        using var first = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"amount":100}"""), Token);
        using var partial = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"amount":200,"x":{"a":1,"b":2}}"""), Token);
        using var covered = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"amount":300}"""), Token);

        Assert.Equal((HttpStatusCode.OK, expected, HttpStatusCode.OK), (first.StatusCode, partial.StatusCode, covered.StatusCode));
        Assert.Equal(expected == HttpStatusCode.OK ? 3 : 2, merchant.Deliveries.Count);
        Assert.Equal("true", merchant.Deliveries[^1]["Callback-Conflict"]);
    }

    /// <summary>Otherwise a callback that changed between two retries would always be refused, and the payment would be lost.</summary>
    [Fact]
    public async Task A_content_that_was_not_acknowledged_can_be_replaced_although_conflicts_are_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var usual = merchant.Answer;
        merchant.AnswerWith(500);
        using var refused = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"x":{"a":1,"b":1}}"""), Token);
        merchant.Answer = usual;
        using var changed = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"x":{"a":1,"b":2}}"""), Token);
        using var late = await gateway.SendAsync(_cactus, Signed("""{"site_id":1,"invoice_id":2,"status":3,"x":{"a":1,"b":1}}"""), Token);

        Assert.Equal(
            (HttpStatusCode.InternalServerError, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity),
            (refused.StatusCode, changed.StatusCode, late.StatusCode));
        Assert.Equal("2", merchant.Deliveries[^1]["Callback-Attempt"]);
    }

    [Fact]
    public async Task A_field_that_is_also_in_the_query_string_is_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"AllowedQuery":["site_id"]}""");
        foreach (var query in (string[])["?status=4", "?x=1&status[]=4", "?Status=4"])
        {
            using var refused = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path + query, _cactus.Callback().Body), Token);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var forged = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path + "?status=4", _cactus.Forged(_cactus.Callback()).Body), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Empty(merchant.Deliveries);

        using var delivered = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path + "?shop=7&site_id=21", _cactus.Callback().Body), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.EndsWith("?shop=7&site_id=21", Assert.Single(merchant.Deliveries).Path, StringComparison.Ordinal);
        await gateway.WaitForMetricAsync("""edgegateway_callbacks_total{profile="Cactus",outcome="malformed",reason="query_shadows_field"} 3""", Token);
    }

    private static SchemeRequest Signed(string json)
    {
        var signature = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(json, Rendering.Documented), ReferenceProvider.Secret);
        return new SchemeRequest($"{json[..^1]},\"signature\":\"{signature}\"}}");
    }
}
