using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Parsing;

public sealed class InvalidDocumentTests
{
    public static TheoryData<string, string> Invalid => InvalidDocuments.All;

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Verify_InvalidDocument_IsMalformedForEveryScheme(string what, string document)
    {
        Assert.NotEmpty(what);
        foreach (var scheme in FirstSchemes.All)
        {
            var result = Verdict.On(Verdict.VerifierOf(scheme), InvalidDocuments.BytesOf(document), BodyFormats.Json, header: null).Result;

            Assert.True(result.IsMalformed, $"{scheme.Name}: {result.Reason}");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" \t\r\n{ \t\r\n} \t\r\n")]
    [InlineData("{\"a\":-0}")]
    [InlineData("{\"a\":0e0,\"b\":0E-0,\"c\":-0.0e+00}")]
    [InlineData("{\"a\":123456789012345678901234567890123456789012345678901234567890}")]
    [InlineData("{\"a\":1e-400}")]
    [InlineData("{\"a\":0.1234567890123456789012345678901234567890}")]
    [InlineData("{\"a\":\"\\u0020\\/\\b\\f\\n\\r\\t\\\"\\\\\"}")]
    [InlineData("{\"a\":\"\\ud83d\\ude00\\uDBFF\\uDFFF\"}")]
    [InlineData("{\"a\":\"\\uffff\\ufffe\\ufeff\"}")]
    [InlineData("{\"a\":\"\u007f\u0080\u2028\u2029\ufeff\ufffd\uffff\"}")]
    [InlineData("{\"a\":\"// /* */ #\"}")]
    [InlineData("{\"a\":[],\"b\":{},\"c\":[null,true,false]}")]
    [InlineData("{\"a\":{\"x\":1,\"X\":2}}")]
    public void Verify_OddButValidDocument_IsAcceptedWhenSigned(string json)
    {
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Documented, omitted: null), Verdict.Secret);
        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.TarlanAgws, json, signature).Result.Reason);

        var content = ReferenceSortedPairs.Content(json, Rendering.Documented);
        var body = json.TrimEnd()[..^1].TrimEnd();
        body += (body == body.TrimEnd('{') ? "," : "") + $"\"signature\":\"{ReferenceSortedPairs.Sign(content, Verdict.Secret)}\"}}";
        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.Cactus, body).Result.Reason);
    }

    [Theory]
    [InlineData("{\"\":\"\"}")]
    [InlineData("{\"a\\\"b\":\"{\\\"c\\\":1}\"}")]
    public void Verify_OddName_IsAcceptedWhereTheSignatureKeepsIt(string json)
    {
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Documented, omitted: null), Verdict.Secret);

        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.TarlanAgws, json, signature).Result.Reason);
    }

    [Fact]
    public void Verify_LongestBody_IsAcceptedWhenSigned()
    {
        // 64 KiB is the default limit of a profile.
        var json = "{\"a\":\"" + new string('é', (65536 - 8) / 2) + "\"}";
        Assert.InRange(Encoding.UTF8.GetByteCount(json), 65535, 65536);

        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, Rendering.Php, omitted: null), Verdict.Secret);
        Assert.Equal(Rendering.PhpNumbersAsWritten, Verdict.On(SignatureSchemes.TarlanAgws, json, signature).Result.Rendering);
    }

    [Fact]
    public void Verify_ManyValues_AreAcceptedWhenSigned()
    {
        var random = new Random(1);
        var elements = string.Join(',', Enumerable.Range(0, 4000).Select(_ => random.Next(3) == 0 ? $"\"{random.Next():x}\"" : $"{random.Next()}"));
        var json = $"{{\"list\":[{elements}]}}";

        var signature = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(json, Rendering.Documented), Verdict.Secret);
        Assert.Equal(RefusalReason.None, Verdict.On(SignatureSchemes.Cactus, json[..^1] + $",\"signature\":\"{signature}\"}}").Result.Reason);
    }

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e309")]
    [InlineData("1e99999999999999999999")]
    public void Verify_NumberBeyondDouble_IsMalformedWhereItMustBePrinted(string number) =>
        Assert.Equal(RefusalReason.InvalidNumber, Verdict.On(SignatureSchemes.Cactus, $"{{\"a\":{number},\"signature\":\"{new string('0', 40)}\"}}").Result.Reason);
}
