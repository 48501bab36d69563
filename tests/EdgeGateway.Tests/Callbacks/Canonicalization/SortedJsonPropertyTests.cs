using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class SortedJsonPropertyTests
{
    private static readonly Rendering[] _renderings =
        [Rendering.Documented, Rendering.Go, Rendering.PhpNumbersAsWritten, Rendering.Php, Rendering.EmptyDropped];

    private static readonly CallbackVerifier _verifier =
        Verdict.VerifierOf(SignatureSchemes.TarlanAgws, new VerificationSettings { DropEmptyEverywhere = true });

    [Fact]
    public void Verify_SignedByTheReference_IsAcceptedInThatRendering() => Prop
        .ForAll(JsonGenerator.AnyBody, Gen.Elements(_renderings).ToArbitrary(), static (body, rendering) =>
        {
            var json = body.ToString();
            var content = ReferenceSortedJson.Content(json, rendering, omitted: null);
            var result = Verify(json, ReferenceSortedJson.Sign(content, Verdict.Secret)).Result;

            Assert.Equal(RefusalReason.None, result.Reason);
            Assert.Equal(_renderings.First(candidate => ReferenceSortedJson.Content(json, candidate, omitted: null) == content), result.Rendering);
        })
        .Holds(500);

    [Fact]
    public void Verify_OtherAdditionalData_IsTheSameCallbackPartlyCovered() => Prop
        .ForAll(JsonGenerator.AnyBody, JsonGenerator.AnyBody, static (body, other) =>
        {
            var signature = ReferenceSortedJson.Sign(
                ReferenceSortedJson.Content(body.ToString(), Rendering.Documented, "additional_data"), Verdict.Secret);
            var plain = Verdict.On(SignatureSchemes.TarlanAcquiring, body.ToString(), $"Bearer {signature}");
            var extended = Verdict.On(
                SignatureSchemes.TarlanAcquiring,
                body.With(0, JsonMember.Of("additional_data", other.ToString())).ToString(),
                $"bearer {signature.ToUpperInvariant()}");

            Assert.Equal(SignatureCoverage.Full, plain.Result.Coverage);
            Assert.Equal(SignatureCoverage.Partial, extended.Result.Coverage);
            Assert.NotNull(plain.Identity);
            Assert.Equal(plain.Identity, extended.Identity);
        })
        .Holds(300);

    [Fact]
    public void Verify_OneFieldChanged_IsRefusedUnlessTheContentIsTheSame() => Prop
        .ForAll(JsonGenerator.AnyBody, JsonGenerator.AnyBody, Gen.Choose(0, 1000).ToArbitrary(), static (body, donor, at) =>
        {
            if (body.Members.Length == 0 || donor.Members.Length == 0)
            {
                return;
            }

            var content = ReferenceSortedJson.Content(body.ToString(), Rendering.Documented, omitted: null);
            var signature = ReferenceSortedJson.Sign(content, Verdict.Secret);
            var index = at % body.Members.Length;
            var tampered = body
                .Replacing(index, body.Members[index] with { ValueJson = donor.Members[at % donor.Members.Length].ValueJson })
                .ToString();

            var verdict = Verify(tampered, signature);
            Assert.Equal(_renderings.Any(rendering => ReferenceSortedJson.Content(tampered, rendering, omitted: null) == content), verdict.IsVerified);
            if (verdict.IsVerified)
            {
                Assert.Equal(Verify(body.ToString(), signature).Identity, verdict.Identity);
            }
        })
        .Holds(500);

    [Fact]
    public void Verify_OneByteChanged_IsRefusedOrTheSameCallback() => Prop
        .ForAll(
            JsonGenerator.AnyBody,
            Gen.Choose(0, 100000).ToArbitrary(),
            Gen.Choose(1, 255).ToArbitrary(),
            static (body, at, change) =>
            {
                var bytes = Encoding.UTF8.GetBytes(body.ToString());
                var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(body.ToString(), Rendering.Documented, omitted: null), Verdict.Secret);
                var original = Verdict.On(_verifier, bytes, BodyFormats.Json, signature);
                Assert.True(original.IsVerified);

                bytes[at % bytes.Length] ^= (byte)change;
                var verdict = Verdict.On(_verifier, bytes, BodyFormats.Json, signature);
                Assert.True(!verdict.IsVerified || verdict.Identity == original.Identity);
            })
        .Holds(500);

    private static Verdict Verify(string json, string signature) =>
        Verdict.On(_verifier, Encoding.UTF8.GetBytes(json), BodyFormats.Json, signature);
}
