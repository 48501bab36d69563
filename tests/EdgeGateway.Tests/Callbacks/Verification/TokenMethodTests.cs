using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class TokenMethodTests
{
    private const string Header = """{"typ":"JWT","alg":"HS256"}""";
    private const string Claims = """{"id":"89UX","exp":4102444800}""";

    private static readonly DateTimeOffset _now = ProviderVectors.TokenTime;

    public static TheoryData<string, RefusalReason> Headers => new()
    {
        { """{"alg":"none"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"None"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"hs256"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS384"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS512"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"RS256"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":" HS256"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS256\u0020"}""", RefusalReason.TokenAlgorithm },
        { """{"alg":["HS256"]}""", RefusalReason.TokenAlgorithm },
        { """{"alg":{"alg":"HS256"}}""", RefusalReason.TokenAlgorithm },
        { """{"alg":null}""", RefusalReason.TokenAlgorithm },
        { """{"alg":256}""", RefusalReason.TokenAlgorithm },
        { """{"ALG":"HS256"}""", RefusalReason.TokenAlgorithm },
        { """{"typ":"JWT"}""", RefusalReason.TokenAlgorithm },
        { "{}", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS256","crit":["exp"]}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS256","crit":[]}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS256","\u0063rit":["b64"],"b64":false}""", RefusalReason.TokenAlgorithm },
        { """{"alg":"HS256","alg":"HS256"}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS256","alg":"none"}""", RefusalReason.TokenMalformed },
        { """{"alg":"none","\u0061lg":"HS256"}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS256","Alg":"none"}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS256"}{}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS256",}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS256"} x""", RefusalReason.TokenMalformed },
        { """["alg","HS256"]""", RefusalReason.TokenMalformed },
        { "\"HS256\"", RefusalReason.TokenMalformed },
        { "HS256", RefusalReason.TokenMalformed },
        { "\ufeff{\"alg\":\"HS256\"}", RefusalReason.TokenMalformed },
        { """{"\ud800":1,"alg":"HS256"}""", RefusalReason.TokenMalformed },
        { """{"al\udc00":1,"alg":"HS256"}""", RefusalReason.TokenMalformed },
        { """{"alg":"HS\ud83d"}""", RefusalReason.TokenMalformed },
    };

    public static TheoryData<string, RefusalReason> Contents => new()
    {
        { """{"id":"89UX"}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":null}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":"4102444800"}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":[4102444800]}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":true}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":1e400}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","EXP":4102444800}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":1,"exp":4102444800}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","id":"89UX","exp":4102444800}""", RefusalReason.TokenMalformed },
        { """{"id":"other","\u0069d":"89UX","exp":4102444800}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX\ud800","exp":4102444800}""", RefusalReason.TokenMalformed },
        { """{"exp\ud800":1,"id":"89UX","exp":4102444800}""", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":4102444800} {}""", RefusalReason.TokenMalformed },
        { """["id","89UX","exp",4102444800]""", RefusalReason.TokenMalformed },
        { "", RefusalReason.TokenMalformed },
        { """{"id":"89UX","exp":-1}""", RefusalReason.TokenExpired },
        { """{"id":"89UX","exp":0}""", RefusalReason.TokenExpired },
        { """{"id":"89UX","exp":-1e300}""", RefusalReason.TokenExpired },
        { """{"exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":"","exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":"INV-","exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":null,"exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":["89UX"],"exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":{"id":"89UX"},"exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":"89ux","exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":"inv-89UX","exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"id":"INV-INV-89UX","exp":4102444800}""", RefusalReason.TokenBinding },
        { """{"ID":"89UX","exp":4102444800}""", RefusalReason.TokenBinding },
        { Claims, RefusalReason.None },
        { """{"exp":4102444800.75,"id":"INV-89UX","extra":{"id":"other","exp":[1]}}""", RefusalReason.None },
        { """{"exp":4.1024448e9,"id":"\u0038\u0039UX"}""", RefusalReason.None },
        { """{"exp":1e300,"id":"89UX","nbf":4102444800}""", RefusalReason.None },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Verify_OtherHeader_IsRefused(string header, RefusalReason reason) =>
        Assert.Equal(reason, Verify(ReferenceToken.Assemble(header, Claims, Verdict.Secret)).Reason);

    [Theory]
    [MemberData(nameof(Contents))]
    public void Verify_SignedClaims_AreJudged(string claims, RefusalReason reason) =>
        Assert.Equal(reason, Verify(ReferenceToken.Assemble(Header, claims, Verdict.Secret)).Reason);

    [Theory]
    [InlineData("{0}.{1}")]
    [InlineData("{0}.{1}.")]
    [InlineData("{0}.{1}.{2}.")]
    [InlineData("{0}.{1}.{2}.{2}")]
    [InlineData(".{0}.{1}.{2}")]
    [InlineData("{0}..{1}.{2}")]
    [InlineData("..{2}")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("x")]
    [InlineData("{0}..{2}")]
    [InlineData(".{1}.{2}")]
    [InlineData(" {0}.{1}.{2}")]
    [InlineData("{0}.{1}.{2} ")]
    [InlineData("{0}. {1}.{2}")]
    [InlineData("{0}.{1}.{2}=")]
    [InlineData("{0}==.{1}.{2}")]
    [InlineData("{0}.{1}.{2}AA")]
    [InlineData("{0}.{1}.AA")]
    [InlineData("{0}.{1}.+{2}")]
    [InlineData("{0}/.{1}.{2}")]
    [InlineData("{0}.{1}\u00e9.{2}")]
    [InlineData("Bearer {0}.{1}.{2}")]
    public void Verify_TokenOfAnotherForm_IsMalformed(string format)
    {
        var parts = ReferenceToken.Assemble(Header, Claims, Verdict.Secret).Split('.');

        var token = format.Replace("{0}", parts[0], StringComparison.Ordinal)
            .Replace("{1}", parts[1], StringComparison.Ordinal)
            .Replace("{2}", parts[2], StringComparison.Ordinal);

        Assert.Equal(RefusalReason.TokenMalformed, Verify(token).Reason);
    }

    [Fact]
    public void Verify_UnusedBitsInTheLastLetter_IsMalformed()
    {
        var token = ReferenceToken.Assemble(Header, Claims, Verdict.Secret);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        var last = alphabet[alphabet.IndexOf(token[^1], StringComparison.Ordinal) + 1];

        Assert.Equal(RefusalReason.TokenMalformed, Verify(token[..^1] + last).Reason);
    }

    [Fact]
    public void Verify_EveryOtherLetterAnywhere_IsRefused()
    {
        var token = ReferenceToken.Assemble(Header, Claims, Verdict.Secret);
        for (var at = 0; at < token.Length; at++)
        {
            var changed = token.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';

            Assert.NotEqual(RefusalReason.None, Verify(new string(changed)).Reason);
        }
    }

    [Theory]
    [InlineData("\"\"", RefusalReason.SignatureMissing)]
    [InlineData("null", RefusalReason.TokenMalformed)]
    [InlineData("13", RefusalReason.TokenMalformed)]
    [InlineData("{\"token\":\"x\"}", RefusalReason.TokenMalformed)]
    [InlineData("\"\\u0065yJ.eyJ.x\"", RefusalReason.TokenMalformed)]
    public void Verify_TokenThatIsNoText_IsRefused(string json, RefusalReason reason) =>
        Assert.Equal(reason, Verdict.On(SignatureSchemes.CryptoCloud, $$"""{"invoice_id":"89UX","token":{{json}}}""").Result.Reason);

    [Fact]
    public void Verify_NoToken_IsMissing() =>
        Assert.Equal(RefusalReason.SignatureMissing, Verdict.On(SignatureSchemes.CryptoCloud, """{"invoice_id":"89UX"}""").Result.Reason);

    [Theory]
    [InlineData("\"89UX\"", true)]
    [InlineData("\"INV-89UX\"", true)]
    [InlineData("\"\\u0038\\u0039\\u0055\\u0058\"", true)]
    [InlineData("\"INV-INV-89UX\"", false)]
    [InlineData("\"89UX \"", false)]
    [InlineData("\"INV-\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    [InlineData("[\"89UX\"]", false)]
    public void Verify_InvoiceOfTheBody_MustBeTheTokens(string invoice, bool expected)
    {
        var token = ReferenceToken.Assemble(Header, Claims, Verdict.Secret);

        var verdict = Verdict.On(SignatureSchemes.CryptoCloud, $$"""{"invoice_id":{{invoice}},"token":"{{token}}"}""");

        Assert.Equal(expected ? RefusalReason.None : RefusalReason.TokenBinding, verdict.Result.Reason);
        Assert.Equal(expected ? "profile/89UX/~" : null, verdict.Identity?.Key.Value[..^33]);
    }

    [Theory]
    [InlineData("INV-", "INV-")]
    [InlineData("INV-", "")]
    public void Verify_IdThatIsOnlyThePrefix_NamesNoInvoice(string id, string invoice)
    {
        var token = ReferenceToken.Assemble(Header, $$"""{"id":"{{id}}","exp":4102444800}""", Verdict.Secret);

        Assert.Equal(RefusalReason.TokenBinding, Verify(token, invoice).Reason);
    }

    /// <summary>The order in which growing buffers were returned to the pool while a span still referred to them.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(1030)]
    [InlineData(1500)]
    [InlineData(2100)]
    [InlineData(5000)]
    public void Verify_LongInvoice_IsStillTheTokens(int length)
    {
        var invoice = new string('7', length);
        var token = ReferenceToken.Assemble(Header, $$"""{"id":"{{invoice}}","exp":4102444800}""", Verdict.Secret);

        Assert.Equal(RefusalReason.None, Verify(token, invoice).Reason);
    }

    [Fact]
    public void Verify_Coverage_IsPartial() =>
        Assert.Equal(SignatureCoverage.Partial, Verify(ReferenceToken.Assemble(Header, Claims, Verdict.Secret)).Coverage);

    private static CallbackVerdict Verify(string token, string invoice = "89UX") => Verdict.On(
        Verdict.VerifierOf(SignatureSchemes.CryptoCloud),
        Encoding.UTF8.GetBytes($$"""{"status":"success","invoice_id":"{{invoice}}","token":"{{token}}"}"""),
        BodyFormats.Json,
        header: null,
        _now).Result;
}
