using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class RefusedContentTests
{
    public static TheoryData<PresetVector> Genuine =>
        [.. PresetVectors.All.Where(static vector => vector is { IsAccepted: true, Secret: not null, Key.IsDefault: false })];

    [Theory]
    [MemberData(nameof(Genuine), DisableDiscoveryEnumeration = true)]
    public void ReadRefused_GenuineVector_ClaimsWhatItsKeyConsistsOf(PresetVector vector)
    {
        var content = VectorVerifier.ReadRefused(vector, Encoding.UTF8.GetBytes(vector.Body), RefusalReason.SignatureMismatch);

        var claimed = content.Identity.Select(static field => field.Value).ToHashSet();
        Assert.Superset(vector.Key.Where(static value => value.Length > 0).Select(static value => PrintableText.Of(value, 64)).ToHashSet(), claimed);
        Assert.Null(content.Field);
    }

    [Theory]
    [InlineData("""{"invoice_id":905910,"status":3,"amount":1,"amount":2}""", RefusalReason.DuplicateName, "amount", "905910", "3")]
    [InlineData("""{"invoice_id":905910,"status":3,"Amount":1,"amount":2}""", RefusalReason.DuplicateName, "amount", "905910", "3")]
    [InlineData("""{"invoice_id":905910,"status":3,"x":{"y":1,"\u0079":2}}""", RefusalReason.DuplicateName, "y", "905910", "3")]
    [InlineData("""{"invoice_id":"905910","description":"1;status:4","status":3,"signature":"0"}""", RefusalReason.AmbiguousValue, "description", "905910", "3")]
    [InlineData("""{"invoice_id":905910,"a-b":"1","status":3,"signature":"0"}""", RefusalReason.AmbiguousName, "a-b", "905910", "3")]
    [InlineData("""{"invoice_id":905910,"x":{"y":"1;z:2"},"status":3,"signature":"0"}""", RefusalReason.AmbiguousValue, "x", "905910", "3")]
    [InlineData("""{"invoice_id":905910,"status":3,"signature":"zz"}""", RefusalReason.SignatureMalformed, null, "905910", "3")]
    [InlineData("""{"invoice_id":905910,"status":3,""", RefusalReason.InvalidJson, null, "905910", "3")]
    [InlineData("""{"status":{"id":1},"invoice_id":"1\n2"}""", RefusalReason.SignatureMissing, null, "1\\u000a2")]
    [InlineData("[1]", RefusalReason.NotAnObject, null)]
    [InlineData("", RefusalReason.InvalidJson, null)]
    public void ReadRefused_Body_NamesTheFieldAndWhatItClaims(string body, RefusalReason reason, string? field, params string[] claimed)
    {
        var verifier = Verdict.VerifierOf(SignatureSchemes.Cactus);
        var message = new CallbackMessage(Encoding.UTF8.GetBytes(body), BodyFormats.Json);

        Assert.Equal(reason, verifier.Verify(message, default).Reason);
        var content = verifier.ReadRefused(message, reason);

        Assert.Equal(field, content.Field);
        Assert.Equal(claimed, content.Identity.Select(static item => item.Value));
    }

    [Theory]
    [InlineData("invoice_id=905910&status=3&invoice_id=7", RefusalReason.DuplicateName, "invoice_id")]
    [InlineData("invoice_id=905910&status=3&text=1%3Bstatus:4&signature=0", RefusalReason.AmbiguousValue, "text")]
    public void ReadRefused_Form_NamesTheFieldAndWhatItClaims(string body, RefusalReason reason, string field)
    {
        var verifier = Verdict.VerifierOf(SignatureSchemes.Cactus);
        var message = new CallbackMessage(Encoding.UTF8.GetBytes(body), BodyFormats.Form);

        Assert.Equal(reason, verifier.Verify(message, default).Reason);
        var content = verifier.ReadRefused(message, reason);

        Assert.Equal(field, content.Field);
        Assert.Equal(["905910", "3"], content.Identity.Select(static item => item.Value));
    }

    [Fact]
    public void ReadRefused_RepeatedNameInASchemeAsData_IsNamed()
    {
        var verifier = Verdict.VerifierOf(SignatureSchemes.Find("stripe")!);
        var message = new CallbackMessage("""{"id":"evt_1","object":"event","id":"evt_2"}"""u8, BodyFormats.Json) { Headers = new Testing.OneHeader("t=1,v1=00") };

        Assert.Equal(RefusalReason.DuplicateName, verifier.Verify(message, default).Reason);
        var content = verifier.ReadRefused(message, RefusalReason.DuplicateName);

        Assert.Equal(("id", "evt_1"), (content.Field, content.Identity.Single().Value));
    }

    [Fact]
    public void ReadRefused_LongValue_IsClipped()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"invoice_id":"{{new string('1', 10_000)}}"}""");

        var content = Verdict.VerifierOf(SignatureSchemes.Cactus).ReadRefused(new CallbackMessage(body, BodyFormats.Json), RefusalReason.SignatureMissing);

        Assert.Equal(new string('1', 64) + "…", content.Identity.Single().Value);
    }
}
