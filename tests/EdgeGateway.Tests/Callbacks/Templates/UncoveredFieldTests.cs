using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Templates;

public sealed class UncoveredFieldTests
{
    private static readonly CallbackVerifier _verifier = Verdict.VerifierOf(SignatureScheme.Parse(
        """{"Body":"Json","Signature":{"From":"header:X-Signature","Encoding":"Hex"},"Algorithm":"HMAC-SHA256","Content":"{field:id}|{field:obj.success}","Identity":[["field:id"]],"Coverage":"Partial"}"""));

    [Fact]
    public void ListUncovered_NameWithADotReadsLikeASignedPath_IsListed()
    {
        var verdict = Verify("""{"id":"7","obj":{"success":"yes"},"obj.success":"no","note":"x"}"""u8);

        Assert.True(verdict.IsVerified);
        Assert.Equal("obj,obj.success,note", verdict.Uncovered);
    }

    [Fact]
    public void ListUncovered_ManyFields_AllocatesTheListOnly()
    {
        var few = Allocated("""{"id":"7","obj":{"success":"yes"},"note":"x"}""");
        var many = Allocated($$"""{"id":"7","obj":{"success":"yes"},{{string.Join(',', Enumerable.Range(0, 200).Select(static n => $"\"a-field-with-a-long-name-{n}\":{n}"))}}}""");

        // The list is cut at 1,024 characters, which are 2 KiB of text, written at most twice.
        Assert.InRange(many - few, 0, 6 * 1024);
    }

    private static long Allocated(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        for (var warmUp = 0; warmUp < 50; warmUp++)
        {
            Assert.True(Verify(body).IsVerified);
        }

        return Enumerable.Range(0, 20).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Verify(body);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static CallbackVerdict Verify(ReadOnlySpan<byte> body)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Verdict.Secret), "7|yes"u8);
        return Verdict.On(_verifier, body, BodyFormats.Json, Convert.ToHexStringLower(signature)).Result;
    }
}
