using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

/// <summary>There is a verdict for any input.</summary>
public sealed class CallbackVerifierRobustnessTests
{
    private static readonly CallbackVerifier[] _verifiers = [.. FirstSchemes.All.Select(static scheme => Verdict.VerifierOf(scheme))];
    private static readonly SignedCallback[] _vectors = [.. ProviderVectors.All];

    private static readonly string?[] _headers =
    [
        null, "", " ", "Bearer", "Bearer ", "Bearer  ", new string('0', 64), "Bearer " + new string('f', 64), new string('é', 64), new string('\ud800', 64),
        "Basic " + new string('0', 64), new string('0', 63), new string('0', 65), "Bearer " + new string('0', 63) + "g", "\0", new string('0', 64) + "," + new string('0', 64),
    ];

    [Fact]
    public void Verify_RandomBytes_AreRefused() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            Gen.Elements(_verifiers).ToArbitrary(),
            Gen.Elements(_headers).ToArbitrary(),
            static (bytes, verifier, header) =>
            {
                foreach (var format in new[] { BodyFormats.Json, BodyFormats.Form })
                {
                    Assert.False(Verdict.On(verifier, bytes, format, header).IsVerified);
                }
            }).Holds(500);

    [Fact]
    public void Verify_MutatedVectorInAnyFormat_HasAVerdict()
    {
        Prop.ForAll(
            Gen.Elements(_vectors).ToArbitrary(),
            Gen.Choose(0, int.MaxValue - 1).ArrayOf(4).ToArbitrary(),
            static (vector, edits) =>
            {
                var verifier = new CallbackVerifier(
                    "profile", vector.Scheme, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]), [], new());
                var bytes = Encoding.UTF8.GetBytes(vector.Body);
                var original = Verdict.On(verifier, bytes, BodyFormats.Json, vector.SignatureHeader);
                foreach (var edit in edits)
                {
                    bytes[edit % bytes.Length] = (byte)(edit / bytes.Length);
                    var verdict = Verdict.On(verifier, bytes, BodyFormats.Json, vector.SignatureHeader);
                    Assert.Equal(verdict.IsVerified, verdict.Result.Key is not null);
                    Assert.False(Verdict.On(verifier, bytes, BodyFormats.Form, vector.SignatureHeader).IsVerified);
                    if (verdict.IsVerified && vector.Scheme.Coverage == SignatureCoverage.Full)
                    {
                        Assert.Equal(original.Identity, verdict.Identity);
                    }
                }
            }).Holds(500);
    }

    [Fact]
    public void Verify_AnyPlaceInALargerArray_IsTheSame()
    {
        foreach (var vector in _vectors)
        {
            var verifier = new CallbackVerifier(
                "profile", vector.Scheme, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]), [], new());
            var body = Encoding.UTF8.GetBytes(vector.Body);
            var expected = Verdict.On(verifier, body, BodyFormats.Json, vector.SignatureHeader);
            for (var offset = 0; offset < 33; offset += 4)
            {
                var larger = new byte[offset + body.Length + 33];
                Array.Fill(larger, (byte)"\"\\{;:9"[offset % 6]);
                body.CopyTo(larger, offset);
                var verdict = Verdict.On(verifier, larger.AsSpan(offset, body.Length), BodyFormats.Json, vector.SignatureHeader);
                Assert.Equal(expected.Identity, verdict.Identity);
                Assert.Equal(expected.Result.Reason, verdict.Result.Reason);
            }
        }
    }

    [Fact]
    public void Verify_EveryPrefixOfAVector_IsRefused()
    {
        foreach (var vector in _vectors)
        {
            var verifier = new CallbackVerifier(
                "profile", vector.Scheme, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]), [], new());
            var body = Encoding.UTF8.GetBytes(vector.Body);
            for (var length = 0; length < body.Length; length++)
            {
                Assert.False(Verdict.On(verifier, body.AsSpan(0, length), BodyFormats.Json, vector.SignatureHeader).IsVerified);
            }
        }
    }

    [Fact]
    public void Verify_OneWorkspaceForAll_RemembersNothing()
    {
        // Long and short bodies in turn, so that data of one could reach the next.
        using var workspace = CallbackWorkspace.Rent();
        foreach (var vector in _vectors.Concat(_vectors.Reverse()))
        {
            var verifier = new CallbackVerifier(
                "profile", vector.Scheme, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]), [], new());
            var body = Encoding.UTF8.GetBytes(vector.Body);

            var result = verifier.Judge(new CallbackMessage(body, BodyFormats.Json) { Headers = new OneHeader(vector.SignatureHeader) }, ProviderVectors.TokenTime, workspace);

            Assert.Equal(Verdict.On(verifier, body, BodyFormats.Json, vector.SignatureHeader).Result.Reason, result.Reason);
        }
    }

    [Fact]
    public void Verify_NotVerified_TellsNothingElse()
    {
        var verdict = Verdict.VerifierOf(SignatureSchemes.Cactus).Verify(new CallbackMessage("{}"u8, BodyFormats.Json), ProviderVectors.TokenTime);

        Assert.Equal(new CallbackVerdict { Reason = RefusalReason.SignatureMissing }, verdict);
        Assert.Empty(verdict.ItemAmounts);
    }
}
