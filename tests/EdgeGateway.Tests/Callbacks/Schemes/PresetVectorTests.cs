using System.Text;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

public sealed class PresetVectorTests
{
    /// <summary>The verifier does not check the sender's address.</summary>
    public static TheoryData<PresetVector> All => [.. PresetVectors.All.Where(static vector => vector.Preset != "yookassa")];

    /// <summary>Vectors that are signed with a secret.</summary>
    public static TheoryData<PresetVector> WithSecrets =>
        [.. PresetVectors.All.Where(static vector => vector is { IsAccepted: true, Secret: not null } && !SignatureSchemes.Find(vector.Preset)!.HasPublicKeys)];

    /// <summary>Genuine callbacks whose signature covers every byte of the body.</summary>
    public static TheoryData<PresetVector> OverAllBytes =>
        [.. PresetVectors.All.Where(static vector => vector is { IsAccepted: true, Name: "genuine" } && SignsAllBytes(vector.Preset))];

    [Theory]
    [MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void Verify_Vector_IsAsExpectedAndHasItsIdentity(PresetVector vector)
    {
        Assert.Equal(vector.IsAccepted, Verify(vector, Encoding.UTF8.GetBytes(vector.Body), out var key));

        if (vector.IsAccepted && vector.Key.IsDefault)
        {
            Assert.Matches("^profile/~[0-9a-f]{32}$", key);
        }
        else if (vector.IsAccepted)
        {
            Assert.Equal(vector.Key, key!.Split('/').Skip(1).Select(Uri.UnescapeDataString));
        }
    }

    [Theory]
    [MemberData(nameof(OverAllBytes), DisableDiscoveryEnumeration = true)]
    public void Verify_AnyByteOfTheBodyChangedRemovedOrAdded_IsRefused(PresetVector vector)
    {
        var genuine = Encoding.UTF8.GetBytes(vector.Body);
        for (var at = 0; at < genuine.Length; at++)
        {
            byte[] changed = [.. genuine[..at], (byte)(genuine[at] ^ 1), .. genuine[(at + 1)..]];
            byte[] removed = [.. genuine[..at], .. genuine[(at + 1)..]];
            byte[] added = [.. genuine[..at], (byte)' ', .. genuine[at..]];

            Assert.False(Verify(vector, changed, out _), $"{at} changed");
            Assert.False(Verify(vector, removed, out _), $"{at} removed");
            Assert.False(Verify(vector, added, out _), $"{at} added");
        }
    }

    [Theory]
    [MemberData(nameof(WithSecrets), DisableDiscoveryEnumeration = true)]
    public void Verify_OtherSecret_IsRefused(PresetVector vector)
    {
        Assert.False(Verify(vector with { Secret = vector.Secret + "11" }, Encoding.UTF8.GetBytes(vector.Body), out _));
    }

    [Fact]
    public void Presets_AndVectors_AreTheSame()
    {
        var presets = SignatureSchemes.All.Select(static scheme => scheme.Name).Where(static name => char.IsAsciiLetterLower(name[0]));

        Assert.Equal(PresetVectors.Presets, presets.Order(StringComparer.Ordinal));
    }

    private static bool SignsAllBytes(string preset) =>
        SignatureSchemes.Find(preset)!.Definition!["Content"]?.ToJsonString().Contains("{body}", StringComparison.Ordinal) == true;

    private static bool Verify(PresetVector vector, byte[] body, out string? key) => VectorVerifier.Verify(vector, body, out key, out _);
}
