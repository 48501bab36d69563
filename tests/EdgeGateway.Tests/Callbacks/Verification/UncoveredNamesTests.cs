using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class UncoveredNamesTests
{
    [Fact]
    public void List_TarlanAcquiring_IsTheFieldThatIsNotSigned() => Assert.Equal(
        "additional_data", ListOf(SignatureSchemes.TarlanAcquiring, """{"transaction_id":1,"additional_data":{"a":1}}""", omitted: "additional_data"));

    [Fact]
    public void List_TarlanAgws_IsNone() => Assert.Null(ListOf(SignatureSchemes.TarlanAgws, """{"project":1,"note":"","x":{"a":""}}"""));

    [Fact]
    public void List_NestedEmptiesDropped_IsTheFieldsThatHoldThem()
    {
        const string json = """{"project":1,"x":{"a":"","b":1},"y":["c"]}""";
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.EmptyDropped, omitted: null), Verdict.Secret);

        Assert.Equal("x", List(Verdict.VerifierOf(SignatureSchemes.TarlanAgws, new VerificationSettings { DropEmptyEverywhere = true }), json, signature));
    }

    [Fact]
    public void List_CryptoCloud_IsAllButTheInvoice()
    {
        var token = ReferenceToken.Assemble("""{"alg":"HS256"}""", """{"id":"X","exp":99999999999}""", Verdict.Secret);
        var body = $$"""{"status":"success","invoice_id":"X","amount crypto,é":"1","token":"{{token}}"}""";

        Assert.Equal("status,amount%20crypto%2C%C3%A9", List(Verdict.VerifierOf(SignatureSchemes.CryptoCloud), body, null));
        Assert.Equal(
            "status,invoice_id,amount%20crypto%2C%C3%A9",
            List(Verdict.VerifierOf(SignatureSchemes.CryptoCloud, new VerificationSettings { TokenBinding = TokenBinding.None }), body, null));
    }

    [Theory]
    [InlineData(15, 64, 15, false)]
    [InlineData(16, 64, 15, true)]
    [InlineData(1, 1024, 1, false)]
    [InlineData(1, 1025, 0, true)]
    public void List_ManyNames_EndsAtTheLimitWithAnEllipsis(int count, int length, int listed, bool isCut)
    {
        var token = ReferenceToken.Assemble("""{"alg":"HS256"}""", """{"id":"X","exp":99999999999}""", Verdict.Secret);
        var names = Enumerable.Range(0, count).Select(number => $"{number:d3}".PadRight(length, 'x')).ToArray();
        var body = $$"""{"invoice_id":"X","token":"{{token}}",{{string.Join(',', names.Select(static name => $"\"{name}\":1"))}}}""";

        var list = List(Verdict.VerifierOf(SignatureSchemes.CryptoCloud), body, null)!;

        Assert.Equal([.. names[..listed], .. (string[])(isCut ? ["%E2%80%A6"] : [])], list.Split(','));
    }

    private static string? ListOf(SignatureScheme scheme, string json, string? omitted = null)
    {
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Documented, omitted), Verdict.Secret);
        return List(Verdict.VerifierOf(scheme), json, scheme == SignatureSchemes.TarlanAcquiring ? $"Bearer {signature}" : signature);
    }

    private static string? List(CallbackVerifier verifier, string json, string? header)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var message = new CallbackMessage(body, BodyFormats.Json) { Headers = new OneHeader(header) };
        var verdict = verifier.Verify(message, ProviderVectors.TokenTime);
        Assert.Equal(RefusalReason.None, verdict.Reason);

        // The list does not change the identity.
        using var workspace = CallbackWorkspace.Rent();
        var result = verifier.Judge(message, ProviderVectors.TokenTime, workspace);
        Assert.Equal(verifier.Identify(message, result, workspace), verdict.Identity);
        return verdict.Uncovered;
    }
}
