using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class SignatureLocationTests
{
    private const string Body = """{"transaction_id":1,"status_code":"success"}""";

    private static readonly string _json = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(Body, Rendering.Documented, omitted: null), Verdict.Secret);
    private static readonly string _pairs = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(Body, Rendering.Documented), Verdict.Secret);

    [Theory]
    [InlineData("Bearer {0}", RefusalReason.None)]
    [InlineData("bearer {0}", RefusalReason.None)]
    [InlineData("BEARER {0}", RefusalReason.None)]
    [InlineData("{0}", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer  {0}", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer {0} ", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer\t{0}", RefusalReason.SignatureMalformed)]
    [InlineData("Basic {0}", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer {0},Bearer {0}", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer", RefusalReason.SignatureMalformed)]
    [InlineData("Bearer ", RefusalReason.SignatureMalformed)]
    [InlineData("", RefusalReason.SignatureMissing)]
    public void Verify_AuthorizationHeader_HasOneForm(string format, RefusalReason expected) => Assert.Equal(
        expected,
        Verdict.On(SignatureSchemes.TarlanAcquiring, Body, format.Replace("{0}", _json, StringComparison.Ordinal)).Result.Reason);

    [Fact]
    public void Verify_SignatureHeader_IsHexadecimalOfTheRightLength()
    {
        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.TarlanAgws, Body, _json).Result.Reason);
        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.TarlanAgws, Body, _json.ToUpperInvariant()).Result.Reason);
        Assert.Equal(RefusalReason.SignatureMissing, Verdict.On(SignatureSchemes.TarlanAgws, Body).Result.Reason);
        Assert.Equal(RefusalReason.SignatureMalformed, Verdict.On(SignatureSchemes.TarlanAgws, Body, _json[1..]).Result.Reason);
        Assert.Equal(RefusalReason.SignatureMalformed, Verdict.On(SignatureSchemes.TarlanAgws, Body, _json + "00").Result.Reason);
        Assert.Equal(RefusalReason.SignatureMalformed, Verdict.On(SignatureSchemes.TarlanAgws, Body, "g" + _json[1..]).Result.Reason);
        Assert.Equal(RefusalReason.SignatureMalformed, Verdict.On(SignatureSchemes.TarlanAgws, Body, "\u0660" + _json[1..]).Result.Reason);
        Assert.Equal(RefusalReason.SignatureMismatch, Verdict.On(SignatureSchemes.TarlanAgws, Body, new string('0', 64)).Result.Reason);
    }

    [Theory]
    [InlineData("\"signature\":\"{0}\"", RefusalReason.None)]
    [InlineData("\"\\u0073ignature\":\"{0}\"", RefusalReason.None)]
    [InlineData("\"signature\":\"\"", RefusalReason.SignatureMissing)]
    [InlineData("\"other\":\"{0}\"", RefusalReason.SignatureMissing)]
    [InlineData("\"o\":{\"signature\":\"{0}\"}", RefusalReason.SignatureMissing)]
    [InlineData("\"SIGNATURE\":\"{0}\"", RefusalReason.AmbiguousName)]
    [InlineData("\"signature\":\"{0}\",\"Signature\":\"{0}\"", RefusalReason.DuplicateName)]
    [InlineData("\"signature\":[\"{0}\"]", RefusalReason.SignatureMalformed)]
    [InlineData("\"signature\":{\"signature\":\"{0}\"}", RefusalReason.SignatureMalformed)]
    [InlineData("\"signature\":null", RefusalReason.SignatureMalformed)]
    [InlineData("\"signature\":1234567890123456789012345678901234567890", RefusalReason.SignatureMalformed)]
    [InlineData("\"signature\":\"\\u0030{0}\"", RefusalReason.SignatureMalformed)]
    [InlineData("\"signature\":\" {0}\"", RefusalReason.SignatureMalformed)]
    public void Verify_SignatureInTheBody_IsOneTopLevelText(string member, RefusalReason expected)
    {
        var body = Body[..^1] + "," + member.Replace("{0}", _pairs, StringComparison.Ordinal) + "}";

        Assert.Equal(expected, Verdict.On(SignatureSchemes.Cactus, body).Result.Reason);
    }

    [Fact]
    public void Verify_SignatureInUpperCase_IsAccepted() => Assert.Equal(
        RefusalReason.None,
        Verdict.On(SignatureSchemes.Cactus, $$"""{"signature":"{{_pairs.ToUpperInvariant()}}",{{Body[1..]}}""").Result.Reason);
}
