using System.Text;
using EdgeGateway.Requests;
using Xunit;

namespace EdgeGateway.Tests.Explaining;

/// <summary>Mistakes in the secret, the scheme, the address and the place of the signature.</summary>
public sealed class ProfileMistakeTests
{
    private const string Body = """{"id":"evt_1"}""";
    private const string Base64Secret = "c2VjcmV0IG9mIHRlc3RzIHRlc3Rz";

    [Theory]
    [InlineData("the secret has white space or a line break around it", ExplainStage.Secret, ExplainStage.Secret + "\n")]
    [InlineData("the secret has quotes around it", ExplainStage.Secret, "\"" + ExplainStage.Secret + "\"")]
    [InlineData("the secret was copied without the line break that the provider has behind it", ExplainStage.Secret + "\n", ExplainStage.Secret)]
    [InlineData("the secret has a prefix that is not a part of it", ExplainStage.Secret, "whsec_" + ExplainStage.Secret)]
    [InlineData("the secret lacks its prefix whsec_", "whsec_" + ExplainStage.Secret, ExplainStage.Secret)]
    [InlineData("the secret is in upper case", "ABCDEF-SECRET", "abcdef-secret")]
    [InlineData("the secret is percent-encoded", "a b/c+secret", "a%20b%2Fc%2Bsecret")]
    [InlineData("the secret has backslashes of a shell or of JSON in it", "a$b/secret", "a\\$b\\/secret")]
    public void Explain_SecretWrittenOtherwise_IsFound(string cause, string sent, string configured)
    {
        var stage = new ExplainStage("stripe", sent) { Merchant = ExplainStage.TargetOf("stripe", configured) };

        Assert.Equal("k1", stage.AssertCause(cause, stage.Sign(Body)).KeyId);
    }

    [Fact]
    public void Explain_SecretThatIsDecoded_IsFoundInBothDirections()
    {
        // standardwebhooks decodes base64; the same with the text is how some implement it.
        var decoded = Encoding.UTF8.GetString(Convert.FromBase64String(Base64Secret));
        var stage = new ExplainStage("stripe", decoded) { Merchant = ExplainStage.TargetOf("stripe", Base64Secret) };
        var hexadecimal = new ExplainStage("stripe", decoded) { Merchant = ExplainStage.TargetOf("stripe", Convert.ToHexString(Encoding.UTF8.GetBytes(decoded))) };

        stage.AssertCause("the secret is base64 of the key, and the scheme takes it as text", stage.Sign(Body));
        hexadecimal.AssertCause("the secret is the key in hexadecimal, and the scheme takes it as something else", hexadecimal.Sign(Body));
    }

    [Fact]
    public void Explain_SecretOfAnotherProfile_NamesIt()
    {
        var other = ExplainStage.TargetOf("stripe", "the-secret-of-the-other");
        var stage = new ExplainStage("stripe", "the-secret-of-the-other") { Merchant = ExplainStage.TargetOf("stripe", others: Renamed(other, "donations")) };

        stage.AssertCause("the provider signed with the secret k1 of the profile donations", stage.Sign(Body));
    }

    [Fact]
    public void Explain_RequestForAnotherProfile_NamesIt()
    {
        var other = ExplainStage.TargetOf("paystack", "the-secret-of-the-other");
        var stage = new ExplainStage("paystack", "the-secret-of-the-other") { Merchant = ExplainStage.TargetOf("stripe", others: Renamed(other, "nigeria")) };

        stage.AssertCause(
            "the request is one of paystack and verifies for the profile nigeria: it was sent to the wrong address, or the route names the wrong profile",
            stage.Sign(Body));
    }

    [Fact]
    public void Explain_OtherSchemeWithTheSameSecret_IsNamed()
    {
        var stage = new ExplainStage("paystack") { Merchant = ExplainStage.TargetOf("stripe") };

        stage.AssertCause("the request is signed as paystack signs, with a secret of this profile: Scheme is wrong", stage.Sign(Body));
    }

    [Theory]
    [InlineData("https://shop.example/hook", "http://shop.example/hook")]
    [InlineData("https://shop.example/hook", "https://shop.example/hook/")]
    [InlineData("https://shop.example/hook/", "https://shop.example/hook")]
    [InlineData("https://shop.example:8443/hook", "https://shop.example/hook")]
    [InlineData("https://shop.example/hook", "http://shop.example:8080/hook")]
    [InlineData("https://www.shop.example/hook", "https://shop.example/hook")]
    [InlineData("https://public.example/hook", "http://internal.example:8080/hook")]
    [InlineData("https://public.example/callbacks/square", "http://internal.example/hook")]
    public void Explain_AddressThatIsNotTheRegisteredOne_IsFound(string registered, string configured)
    {
        var stage = new ExplainStage("square", publicUrl: registered) { Merchant = ExplainStage.TargetOf("square", publicUrl: configured) };
        var captured = stage.Sign(Body);

        var explanation = stage.AssertCause(
            $"PublicUrl is {configured}, and the provider has {registered}",
            captured with { Path = "/callbacks/square", Headers = captured.Headers.SetItem("Host", "internal:9000").SetItem("X-Forwarded-Host", "public.example") });

        Assert.NotNull(explanation.Difference);
    }

    [Theory]
    [InlineData("github", "the signature lacks sha256= in front", "sha256=", "")]
    [InlineData("paystack", "the signature has sha512= in front, which the scheme does not expect", "", "sha512=")]
    public void Explain_PrefixOfTheSignature_IsFound(string scheme, string cause, string removed, string added)
    {
        var stage = new ExplainStage(scheme);
        var captured = stage.Sign(Body);
        var header = stage.Merchant.Scheme.SignatureHeader!;

        stage.AssertCause(cause, captured with { Headers = captured.Headers.SetItem(header, added + captured.Headers[header][removed.Length..]) });
    }

    [Fact]
    public void Explain_EncodingOfTheSignature_IsFoundInBothDirections()
    {
        var hexadecimal = new ExplainStage("paystack");
        var captured = hexadecimal.Sign(Body);
        hexadecimal.AssertCause(
            "the signature is base64, and the scheme reads hexadecimal",
            captured with { Headers = captured.Headers.SetItem("x-paystack-signature", Convert.ToBase64String(Convert.FromHexString(captured.Headers["x-paystack-signature"]))) });

        var base64 = new ExplainStage("shopify");
        captured = base64.Sign(Body);
        base64.AssertCause(
            "the signature is hexadecimal, and the scheme reads base64",
            captured with { Headers = captured.Headers.SetItem("X-Shopify-Hmac-Sha256", Convert.ToHexStringLower(Convert.FromBase64String(captured.Headers["X-Shopify-Hmac-Sha256"]))) });
    }

    [Fact]
    public void Explain_SignatureInAnotherHeader_NamesIt()
    {
        var stage = new ExplainStage("paystack");
        var captured = stage.Sign(Body);

        stage.AssertCause(
            "the signature is in the header x-webhook-signature, and the scheme reads x-paystack-signature",
            captured with { Headers = captured.Headers.Remove("x-paystack-signature").Add("x-webhook-signature", captured.Headers["x-paystack-signature"]) });
    }

    [Fact]
    public void Explain_RequestWithTheSecretInIt_IsMasked()
    {
        var stage = new ExplainStage("stripe");

        var explanation = stage.Explain(stage.Sign($$"""{"id":"{{ExplainStage.Secret}}"}"""));

        Assert.Equal("""1790000000.{"id":"***"}""", explanation.SignedOctets);
    }

    [Theory]
    [InlineData("Cactus", """{"b":1,"a":"x"}""", "a:x;b:1;***")]
    [InlineData("TarlanAgws", """{"b":1,"a":"x"}""", """{"a":"x","b":1}***""")]
    [InlineData("tbank", """{"b":1,"a":"x"}""", "***x1")]
    [InlineData("xendit", """{"a":"x"}""", "***")]
    public void Explain_SignedOctets_HaveTheSecretMasked(string scheme, string body, string octets)
    {
        var stage = new ExplainStage(scheme);

        Assert.Equal(octets, stage.Explain(stage.Sign(body)).SignedOctets);
    }

    private static CallbackTarget Renamed(CallbackTarget target, string name) => target with { Profile = target.Profile with { Name = name } };
}
