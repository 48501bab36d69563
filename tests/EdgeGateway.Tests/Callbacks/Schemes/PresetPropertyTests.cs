using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

/// <summary>Random callbacks of every preset, signed by <see cref="ReferenceSigner"/>.</summary>
public sealed class PresetPropertyTests
{
    private const int Rounds = 60;

    public static TheoryData<string> WithSignature => [.. PresetVectors.Presets.Where(static preset => preset != "yookassa")];

    [Theory]
    [MemberData(nameof(WithSignature))]
    public void Verify_GenuineRandomCallback_IsAcceptedUnderItsIdentity(string preset)
    {
        Each(preset, static (seed, signed, identity, _, _) =>
        {
            Assert.True(VectorVerifier.Verify(signed, out var key, out var reason), $"seed {seed}: {reason}\n{signed.Query}\n{signed.Body}");
            if (identity.IsDefault)
            {
                Assert.StartsWith("profile/~", key, StringComparison.Ordinal);
            }
            else if (key!.StartsWith("profile/#", StringComparison.Ordinal))
            {
                Assert.True(identity.Sum(static part => Uri.EscapeDataString(part).Length) > 150, key);
            }
            else
            {
                Assert.Equal(identity, key.Split('/').Skip(1).Select(Uri.UnescapeDataString));
            }
        });
    }

    [Theory]
    [MemberData(nameof(WithSignature))]
    public void Verify_SignedValueChanged_IsRefused(string preset)
    {
        var changed = 0;
        Each(preset, (seed, _, _, request, random) =>
        {
            if (SignedValues.TryChange(SignatureSchemes.Find(preset)!, request, random))
            {
                changed++;
                var forged = request.ToVector();
                Assert.False(VectorVerifier.Verify(forged, out _, out _), $"seed {seed}\n{forged.Query}\n{forged.Body}");
            }
        });

        // Shared tokens sign nothing, and three presets have no signed value that can be changed alone. Vectors cover these.
        Assert.Equal(SignatureSchemes.Find(preset)!.Coverage == SignatureCoverage.None || preset is "sendgrid" or "fondy-v2" or "paypal", changed == 0);
    }

    private static void Each(string preset, Action<int, PresetVector, ImmutableArray<string>, ReferenceRequest, Random> check)
    {
        var definition = SignatureSchemes.Find(preset)!.Definition!.DeepClone().AsObject();
        var genuine = PresetVectors.Of(preset).Single(static vector => vector.Name == "genuine");
        using var signer = new ReferenceSigner(definition, genuine);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var request = RandomRequest.Of(genuine, definition, random);
            var signed = signer.Sign(request);
            check(seed, signed, signer.IdentityOf(request), request, random);
        }
    }
}
