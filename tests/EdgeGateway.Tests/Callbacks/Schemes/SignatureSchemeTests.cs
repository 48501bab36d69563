using EdgeGateway.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

public sealed class SignatureSchemeTests
{
    [Fact]
    public void Parse_SchemeThatExtends_TakesTheRestFromTheOther()
    {
        var scheme = SignatureScheme.Parse("""{"Extends":"stripe","Signature":{"From":"header:Acme-Signature"}}""", "acme");

        var stripe = SignatureSchemes.Find("stripe")!;
        Assert.Equal(("acme", "Acme-Signature"), (scheme.Name, scheme.SignatureHeader));
        Assert.Equal((stripe.RetryHorizon, stripe.Coverage, stripe.TimestampPast), (scheme.RetryHorizon, scheme.Coverage, scheme.TimestampPast));
    }

    [Theory]
    [InlineData("{", "own: not JSON: ")]
    [InlineData("[]", "own: a scheme is a JSON object")]
    [InlineData("""{"Extends":"strype"}""", "own:Extends: ")]
    [InlineData("""{"Extends":"stripe","Signature":{"Encoding":"Base46"},"Coverage":"All"}""", "own:Signature:Encoding: 'Base46'")]
    [InlineData("""{"Extends":"stripe","Signature":{"Encoding":"Base46"},"Coverage":"All"}""", "own:Coverage: 'All'")]
    public void Parse_WhatIsWrong_IsToldWithItsPath(string json, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => SignatureScheme.Parse(json));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NameThatShips_IsRefused() =>
        Assert.Throws<FormatException>(static () => SignatureScheme.Parse("""{"Extends":"stripe"}""", "Stripe"));
}
