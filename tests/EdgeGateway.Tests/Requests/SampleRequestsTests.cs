using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Requests;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Requests;

public sealed class SampleRequestsTests
{
    public static TheoryData<string> Names => [.. SampleRequests.Names];

    [Fact]
    public void Names_AreTheSchemesThatCanBeSignedWithASecret() => Assert.Equal(
        SignatureSchemes.All.Where(static scheme => CallbackSigner.FindObstacle(scheme) is null).Select(static scheme => scheme.Name).Order(StringComparer.Ordinal),
        SampleRequests.Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_OfEachScheme_IsVerifiedAndNamesAnEventOfItsOwn(string name)
    {
        var first = Verify(name, 0);
        var second = Verify(name, 1);

        Assert.NotEqual(first.Identity.Key, second.Identity.Key);
        Assert.NotEqual(first.Identity.Fingerprint, second.Identity.Fingerprint);
        Assert.False(first.IsQuestion);
    }

    [Fact]
    public void Find_SchemeWithoutSample_IsNull() => Assert.Null(SampleRequests.Find("wise"));

    private static CallbackVerdict Verify(string name, int index)
    {
        var scheme = SignatureSchemes.Find(name)!;
        var vector = PresetVectors.All.FirstOrDefault(vector => vector.Preset == name && vector.Name == "genuine");
        var key = vector is null ? new SigningKey("k1", "a-secret-of-tests"u8.ToArray()) : VectorVerifier.KeyOf(vector);
        var settings = vector is null ? new() : VectorVerifier.SettingsOf(vector);
        var now = DateTimeOffset.FromUnixTimeSeconds(1790000000);
        var template = SampleRequests.Find(name)!;
        Assert.True(template.HasId);
        var request = template.Render(EventIds.Of(now, index)).WithMediaType(scheme).ToRequest(scheme);
        Assert.DoesNotContain("{{", Encoding.UTF8.GetString(request.Body.Span) + request.Query, StringComparison.Ordinal);

        Assert.Equal(RefusalReason.None, new CallbackSigner(scheme, key, settings).TrySign(request, now, "1", out var signed));
        var verdict = new CallbackVerifier("profile", scheme, new KeyRing([key]), [], settings).Verify(signed.ToMessage(), now);

        Assert.Equal(RefusalReason.None, verdict.Reason);
        return verdict;
    }
}
