using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

/// <summary>Changes of a signed body that do not change its joined string, and so its signature.</summary>
public sealed class PairCoverageTests
{
    private const string Signed = """{"site_id":21,"invoice_id":905910,"status":"1","real_amount":"10","completed_at":"2016-02-12T15","note":"ok"}""";

    [Fact]
    public void Verify_BodyAsTheProviderSendsIt_IsCovered() => AssertCovered(SignatureSchemes.Cactus, Signed, Signed);

    /// <summary>As in Cactus' documentation.</summary>
    [Theory]
    [InlineData("description")]
    [InlineData("message")]
    public void Verify_BlankFieldOfTheProvidersSamples_IsCovered(string name) =>
        AssertCovered(SignatureSchemes.Cactus, Signed, With(Signed, $"\"{name}\":\"\""));

    [Theory]
    [InlineData("\"refunded\":\"\"", "refunded")]
    [InlineData("\"refunded\":\" \\t\"", "refunded")]
    [InlineData("\"refunded\":\"\\u00a0\"", "refunded")]
    [InlineData("\"refunded\":[]", "refunded")]
    [InlineData("\"refunded\":{}", "refunded")]
    [InlineData("\"refunded\":[\"\"]", "refunded")]
    [InlineData("\"refunded\":\"\",\"description\":\"\",\"x\":[]", "refunded,x")]
    public void Verify_AddedFieldThatTheStringLeavesOut_IsUncovered(string added, string uncovered) =>
        AssertUncovered(SignatureSchemes.Cactus, Signed, With(Signed, added), uncovered);

    /// <summary>PHP prints false and null as nothing, and true as 1.</summary>
    [Theory]
    [InlineData("\"refunded\":false,\"x\":null", "refunded,x")]
    [InlineData("\"x\":[false]", "x")]
    public void Verify_AddedFieldThatPhpLeavesOut_IsUncovered(string added, string uncovered) =>
        AssertUncovered(SignatureSchemes.Cactus, Signed, With(Signed, added), uncovered);

    [Theory]
    [InlineData("\"status\":\"1\"", "\"status\":true", "status")]
    [InlineData("\"status\":\"1\"", "\"status\":[true]", "status")]
    public void Verify_TextTurnedIntoABoolean_IsUncovered(string original, string changed, string uncovered) => AssertUncovered(
        SignatureSchemes.Cactus, Signed, Signed.Replace(original, changed, StringComparison.Ordinal), uncovered);

    /// <summary>"False" is true in many languages.</summary>
    [Theory]
    [InlineData("false", "\"False\"")]
    [InlineData("true", "\"True\"")]
    [InlineData("null", "\"None\"")]
    public void Verify_BooleanTurnedIntoItsText_IsUncovered(string original, string changed)
    {
        var signed = With(Signed, $"\"is_payout\":{original}");
        AssertCovered(SignatureSchemes.Cactus, signed, signed);
        AssertUncovered(SignatureSchemes.Cactus, signed, With(Signed, $"\"is_payout\":{changed}"), "is_payout");
    }

    /// <summary>A provider that signs with PHP: booleans and numbers have the same text.</summary>
    [Fact]
    public void Verify_BooleanThatPhpSigned_IsUncovered()
    {
        var body = With(Signed, "\"is_payout\":true");

        var (verdict, uncovered) = Verify(SignatureSchemes.Cactus, body, ReferenceSortedPairs.Content(body, Rendering.Php), new());

        Assert.Equal((Rendering.Php, SignatureCoverage.Partial), (verdict.Rendering, verdict.Coverage));
        Assert.Equal("is_payout", uncovered);
    }

    [Theory]
    [InlineData("\"ſtatus\":\"\"")]
    [InlineData("\"status_id[]\":\"\"")]
    [InlineData("\"\":\"\"")]
    [InlineData("\"a b\":\"\"")]
    [InlineData("\"x\":{\"2016-02-12T15\":\"1\"}")]
    public void Verify_NameThatIsNotPlain_IsRefused(string added) =>
        Assert.Equal(RefusalReason.AmbiguousName, Verify(SignatureSchemes.Cactus, With(Signed, added), Content(Signed), new()).Result.Reason);

    /// <summary>PHP rewrites all of these to <c>real_amount</c>.</summary>
    [Theory]
    [InlineData("real.amount")]
    [InlineData("real amount")]
    [InlineData("real[amount")]
    public void Verify_NameThatPhpRewrites_IsRefused(string name)
    {
        var body = Signed.Replace("real_amount", name, StringComparison.Ordinal);

        Assert.Equal(RefusalReason.AmbiguousName, Verify(SignatureSchemes.Cactus, body, Content(body), new()).Result.Reason);
    }

    /// <summary>Fields are sorted by their original names, so that only the first can change its case.</summary>
    [Theory]
    [InlineData("AMOUNT")]
    [InlineData("Amount")]
    public void Verify_KnownNameInAnotherCase_IsUncovered(string name)
    {
        var signed = With(Signed, "\"amount\":8000");

        AssertUncovered(SignatureSchemes.Cactus, signed, With(Signed, $"\"{name}\":8000"), name);
    }

    [Fact]
    public void Verify_UnknownNameInUpperCase_IsCovered()
    {
        var body = With(Signed, "\"OrderId\":1");

        AssertCovered(SignatureSchemes.Cactus, body, body);
    }

    [Fact]
    public void Verify_IdentityOfTheProfileInAnotherCase_IsUncovered()
    {
        const string body = """{"orderId":1,"OrderID2":2}""";
        var verifier = Verdict.VerifierOf(SignatureSchemes.Cactus, null, "orderId");

        Assert.Null(UncoveredBy(verifier, body));
        Assert.Equal("OrderID", UncoveredBy(verifier, """{"OrderID":1,"OrderID2":2}"""));
    }

    [Fact]
    public void Verify_ObjectThatSwallowedItsSiblings_IsUncovered()
    {
        const string signed = """{"completed_at":"12:30","status":"4","zip":"1"}""";
        const string changed = """{"completed_at":{"12":"30","status":"4"},"zip":"1"}""";

        AssertCovered(SignatureSchemes.Carouseller, signed, signed);
        AssertUncovered(SignatureSchemes.Carouseller, signed, changed, "completed_at");
    }

    /// <summary>As in Cactus' documentation. The signature does not distinguish it from fields that were moved into it.</summary>
    [Fact]
    public void Verify_ObjectOfTheProvidersSample_IsUncoveredUnlessTheProfileNamesIt()
    {
        var body = With(Signed, "\"additional_fields\":{\"bank_name\":\"Citibank\",\"card_holder\":\"John Wick\"}");

        AssertUncovered(SignatureSchemes.Cactus, body, body, "additional_fields");
        AssertCovered(SignatureSchemes.Cactus, body, body, new VerificationSettings { ObjectFields = ["additional_fields"] });
        AssertUncovered(SignatureSchemes.Cactus, body, body, "additional_fields", new VerificationSettings { ObjectFields = ["other"] });
    }

    [Fact]
    public void Verify_ObjectWithOneMember_IsCovered()
    {
        var body = With(Signed, "\"extra\":{\"bank\":\"x\"}");

        AssertCovered(SignatureSchemes.Cactus, body, body);
    }

    [Theory]
    [InlineData("\"a\":\"1;status:4\"")]
    [InlineData("\"a\":[\"1\",\"status:4\"]")]
    [InlineData("\"a\":{\"b\":\"1;status:4\"}")]
    [InlineData("\"a\":[\"1;status:4\"]")]
    public void Verify_ValueThatHoldsAField_IsRefusedOrUncovered(string member)
    {
        var body = With("""{"site_id":21,"invoice_id":1,"real_amount":"1"}""", member);

        Assert.Equal(RefusalReason.AmbiguousValue, Verify(SignatureSchemes.Cactus, body, Content(body), new()).Result.Reason);
        AssertUncovered(SignatureSchemes.Cactus, body, body, "a", new VerificationSettings { AllowAmbiguousValues = true });
    }

    [Fact]
    public void Verify_ValueWithASeparatorAndNoName_IsCovered()
    {
        var body = With(Signed, "\"description\":\"Receive 3; note: ok\"");

        AssertCovered(SignatureSchemes.Cactus, body, body);
        AssertCovered(SignatureSchemes.Cactus, body, body, new VerificationSettings { AllowAmbiguousValues = true });
    }

    /// <summary>Forms have no booleans, so that texts are not ambiguous.</summary>
    [Fact]
    public void Verify_FormWithTheTextOfABoolean_IsCovered()
    {
        var content = ReferenceSortedPairs.Join([("a", "False"), ("b", "None")]);
        var form = $"a=False&b=None&signature={ReferenceSortedPairs.Sign(content, Verdict.Secret)}";

        var verdict = Verdict.On(Verdict.VerifierOf(SignatureSchemes.Carouseller), Encoding.ASCII.GetBytes(form), BodyFormats.Form, header: null);

        Assert.Equal((RefusalReason.None, SignatureCoverage.Full), (verdict.Result.Reason, verdict.Result.Coverage));
    }

    private static void AssertCovered(SignatureScheme scheme, string signed, string body, VerificationSettings? settings = null)
    {
        var (result, uncovered) = Verify(scheme, body, Content(signed), settings ?? new());
        Assert.Equal((RefusalReason.None, SignatureCoverage.Full), (result.Reason, result.Coverage));
        Assert.Null(uncovered);
    }

    private static void AssertUncovered(SignatureScheme scheme, string signed, string body, string names, VerificationSettings? settings = null)
    {
        var (result, uncovered) = Verify(scheme, body, Content(signed), settings ?? new());
        Assert.Equal((RefusalReason.None, SignatureCoverage.Partial), (result.Reason, result.Coverage));
        Assert.Equal(names, uncovered);
    }

    private static (CallbackVerdict Result, string? Uncovered) Verify(SignatureScheme scheme, string body, string content, VerificationSettings settings)
    {
        var signed = With(body, $"\"signature\":\"{ReferenceSortedPairs.Sign(content, Verdict.Secret)}\"");
        return Verify(Verdict.VerifierOf(scheme, settings), signed);
    }

    private static string? UncoveredBy(CallbackVerifier verifier, string body)
    {
        var (result, uncovered) = Verify(verifier, With(body, $"\"signature\":\"{ReferenceSortedPairs.Sign(Content(body), Verdict.Secret)}\""));
        Assert.True(result.IsVerified);
        return uncovered;
    }

    private static (CallbackVerdict Result, string? Uncovered) Verify(CallbackVerifier verifier, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var verdict = verifier.Verify(new CallbackMessage(body, BodyFormats.Json), DateTimeOffset.UnixEpoch);
        return (verdict, verdict.Uncovered);
    }

    private static string Content(string json) => ReferenceSortedPairs.Content(json, Rendering.Documented);

    private static string With(string json, string member) => $"{json[..^1]},{member}}}";
}
