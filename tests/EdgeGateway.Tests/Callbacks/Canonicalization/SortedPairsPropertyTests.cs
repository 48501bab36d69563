using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

public sealed class SortedPairsPropertyTests
{
    private static readonly Rendering[] _renderings = [Rendering.Documented, Rendering.Php, Rendering.JsonNames];
    private static readonly CallbackVerifier _verifier = Verdict.VerifierOf(SignatureSchemes.Carouseller);

    [Fact]
    public void Verify_SignedByTheReference_IsAcceptedInThatRendering() => Prop
        .ForAll(JsonGenerator.PlainBody, Gen.Elements(_renderings).ToArbitrary(), static (body, rendering) =>
            AssertAsTheReference(body, rendering))
        .Holds(500);

    [Fact]
    public void Verify_SeparatorsInNamesAndValues_IsRefusedIfTheReferenceFindsAnAmbiguity() => Prop
        .ForAll(JsonGenerator.AnyBody, Gen.Elements(_renderings).ToArbitrary(), static (body, rendering) =>
            AssertAsTheReference(body, rendering))
        .Holds(500);

    [Fact]
    public void Verify_OneFieldChanged_IsRefusedUnlessTheContentIsTheSame() => Prop
        .ForAll(
            JsonGenerator.PlainBody,
            JsonGenerator.PlainBody,
            Gen.Choose(0, 1000).ToArbitrary(),
            static (body, donor, at) =>
            {
                var signature = Sign(body, Rendering.Documented);
                var tampered = Tampered(body, donor, at);
                if (tampered.Members.DistinctBy(static member => member.Name.ToLowerInvariant()).Count() < tampered.Members.Length)
                {
                    return;
                }

                var verdict = Verdict.On(SignatureSchemes.Carouseller, tampered.Signed(signature).ToString());
                var contents = _renderings.Select(rendering => ReferenceSortedPairs.Content(tampered.ToString(), rendering));
                Assert.Equal(contents.Contains(ReferenceSortedPairs.Content(body.ToString(), Rendering.Documented)), verdict.IsVerified);
                if (verdict.IsVerified)
                {
                    Assert.Equal(Verdict.On(SignatureSchemes.Carouseller, body.Signed(signature).ToString()).Identity, verdict.Identity);
                }
            })
        .Holds(500);

    [Fact]
    public void Verify_OneByteChanged_IsRefusedOrTheSameCallback() => Prop
        .ForAll(
            JsonGenerator.PlainBody,
            Gen.Choose(0, 100000).ToArbitrary(),
            Gen.Choose(1, 255).ToArbitrary(),
            static (body, at, change) =>
            {
                var signed = Encoding.UTF8.GetBytes(body.Signed(Sign(body, Rendering.Documented)).ToString());
                var original = Verdict.On(_verifier, signed, BodyFormats.Json, header: null);
                Assert.True(original.IsVerified);

                signed[at % signed.Length] ^= (byte)change;
                var verdict = Verdict.On(_verifier, signed, BodyFormats.Json, header: null);
                Assert.True(!verdict.IsVerified || verdict.Identity == original.Identity);
            })
        .Holds(500);

    private static void AssertAsTheReference(JsonBody body, Rendering rendering)
    {
        var json = body.ToString();
        var content = ReferenceSortedPairs.Content(json, rendering);
        var result = Verdict.On(SignatureSchemes.Carouseller, body.Signed(ReferenceSortedPairs.Sign(content, Verdict.Secret)).ToString()).Result;

        var expected = _renderings.First(candidate =>
            ReferenceSortedPairs.IsAmbiguous(json, candidate) || ReferenceSortedPairs.Content(json, candidate) == content);
        if (ReferenceSortedPairs.IsAmbiguous(json, expected))
        {
            Assert.True(result.Reason is RefusalReason.AmbiguousName or RefusalReason.AmbiguousValue, result.Reason.ToString());
        }
        else
        {
            Assert.Equal(RefusalReason.None, result.Reason);
            Assert.Equal(expected, result.Rendering);
        }
    }

    private static string Sign(JsonBody body, Rendering rendering) =>
        ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(body.ToString(), rendering), Verdict.Secret);

    /// <summary>Removes a member, replaces its value, or adds one.</summary>
    private static JsonBody Tampered(JsonBody body, JsonBody donor, int at)
    {
        var count = body.Members.Length;
        if (donor.Members.Length == 0)
        {
            return count == 0 ? body : body.Without(at % count);
        }

        var other = donor.Members[at % donor.Members.Length];
        return at % 3 == 0 || count == 0
            ? body.With(at % (count + 1), other)
            : body.Replacing(at % count, body.Members[at % count] with { ValueJson = other.ValueJson });
    }
}
