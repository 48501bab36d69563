using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

public sealed class PresetProtectionTests
{
    /// <summary>There is no rule for which of the two times is signed.</summary>
    [Fact]
    public void Verify_ElementThatIsSignedStandsTwice_IsRefused()
    {
        var vector = Genuine("stripe");
        var signature = vector.Headers["Stripe-Signature"];
        var doubled = vector with { Headers = vector.Headers.SetItem("Stripe-Signature", $"{signature},{signature.Split(',')[0]}") };

        Assert.False(VectorVerifier.Verify(doubled, out _, out var reason));
        Assert.Equal(RefusalReason.SignedValueMissing, reason);
    }

    /// <summary>HTTP removes white space around a header's value; in a body or a query it is part of the value.</summary>
    [Theory]
    [InlineData("payos", "\"signature\":\"", "\"signature\":\" ")]
    [InlineData("tbank", "\"Token\":\"", "\"Token\":\" ")]
    [InlineData("freedompay", "pg_sig=", "pg_sig=+")]
    [InlineData("freedompay", "pg_sig=", "pg_sig=%20")]
    [InlineData("paymob", "hmac=", "hmac=+")]
    public void Verify_WhiteSpaceBeforeASignatureThatIsNoHeader_IsRefused(string preset, string old, string replacement)
    {
        var genuine = Genuine(preset);
        var spaced = genuine with
        {
            Body = genuine.Body.Replace(old, replacement, StringComparison.Ordinal),
            Query = genuine.Query.Replace(old, replacement, StringComparison.Ordinal),
        };

        Assert.NotEqual(genuine, spaced);
        Assert.False(VectorVerifier.Verify(spaced, out _, out var reason));
        Assert.Equal(RefusalReason.SignatureMalformed, reason);
    }

    [Theory]
    [InlineData("""{"live":"true","notificationItems":[]}""")]
    [InlineData("""{"live":"true","notificationItems":{}}""")]
    [InlineData("""{"live":"true"}""")]
    [InlineData("""{"live":"true","notificationItems":[{}]}""")]
    public void Verify_BatchWithoutElements_IsRefused(string body)
    {
        Assert.False(VectorVerifier.Verify(Genuine("adyen"), Encoding.UTF8.GetBytes(body), out _, out var reason));
        Assert.Equal(RefusalReason.SignatureMissing, reason);
    }

    /// <summary>A checksum of 32 bits is not a signature of the body.</summary>
    [Fact]
    public void Scheme_BodyBehindAChecksum_IsNotSigned()
    {
        var scheme = SignatureSchemes.Find("paypal")!;

        Assert.False(scheme.Signs("id"));
        Assert.Equal(SignatureCoverage.Partial, scheme.Coverage);
        Assert.NotNull(VectorVerifier.IdentityOf(Genuine("paypal")).Guard);
    }

    /// <summary>The signature covers something, but not the body.</summary>
    [Fact]
    public void Parse_NothingButAChecksum_IsPartial()
    {
        var scheme = SignatureScheme.Parse(
            """{"Body":"Json","Signature":{"From":"header:X-Signature","Encoding":"Hex"},"Algorithm":"HMAC-SHA256","Content":"{body|crc32}"}""");

        Assert.Equal(SignatureCoverage.Partial, scheme.Coverage);
    }

    private static PresetVector Genuine(string preset) => PresetVectors.Of(preset).First(static vector => vector.Name == "genuine");
}
