using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class CallbackVerifierVectorTests
{
    public static TheoryData<SignedCallback> Decided => [.. ProviderVectors.All.Where(static vector => vector.Expected is not null)];

    public static TheoryData<SignedCallback> Open => [.. ProviderVectors.All.Where(static vector => vector.Expected is null)];

    [Theory]
    [MemberData(nameof(Decided), DisableDiscoveryEnumeration = true)]
    public void Verify_Vector_IsAsExpected(SignedCallback vector) =>
        Assert.Equal(vector.Expected, Verify(vector, new()).IsVerified);

    [Theory]
    [MemberData(nameof(Open), DisableDiscoveryEnumeration = true)]
    public void Verify_NestingThatTheProviderDoesNotDefine_IsRefusedAsSuch(SignedCallback vector) =>
        Assert.Equal(RefusalReason.UnsupportedNesting, Verify(vector, new()).Reason);

    [Theory]
    [InlineData("T9py", Rendering.Documented)]
    [InlineData("T9go", Rendering.Go)]
    [InlineData("T9php", Rendering.Php)]
    [InlineData("T10go", Rendering.Go)]
    public void Verify_Tarlan_NamesTheRendering(string id, Rendering rendering) =>
        Assert.Equal(rendering, Verify(ProviderVectors.Tarlan.Single(vector => vector.Id == id), new()).Rendering);

    [Fact]
    public void Verify_EmptyDroppedEverywhere_NeedsTheSetting()
    {
        var vector = ProviderVectors.Tarlan.Single(static vector => vector.Id == "T6c");

        Assert.False(Verify(vector, new()).IsVerified);
        Assert.Equal(Rendering.EmptyDropped, Verify(vector, new() { DropEmptyEverywhere = true }).Rendering);
    }

    [Fact]
    public void Verify_NumericTokenId_NeedsTheSetting()
    {
        var vector = ProviderVectors.CryptoCloud.Single(static vector => vector.Id == "C3");
        var beforeExpiry = DateTimeOffset.FromUnixTimeSeconds(1631786426);

        Assert.Equal(RefusalReason.TokenBinding, Verify(vector, new(), beforeExpiry).Reason);
        Assert.True(Verify(vector, new() { TokenBinding = TokenBinding.None }, beforeExpiry).IsVerified);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Verify_TokenAfterItsExpiry_HoldsForTheClockSkew(int seconds, bool expected)
    {
        var vector = ProviderVectors.CryptoCloud.Single(static vector => vector.Id == "C1");

        Assert.Equal(expected, Verify(vector, new(), DateTimeOffset.FromUnixTimeSeconds(1767262804 + seconds)).IsVerified);
    }

    [Theory]
    [MemberData(nameof(Decided), DisableDiscoveryEnumeration = true)]
    public void Verify_OtherSecret_IsRefused(SignedCallback vector) =>
        Assert.False(Verify(vector with { Secret = vector.Secret + "x" }, new()).IsVerified);

    private static CallbackVerdict Verify(SignedCallback vector, VerificationSettings settings, DateTimeOffset? now = null)
    {
        var keys = new KeyRing([new SigningKey("other", "never"u8.ToArray()), new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]);
        var verifier = new CallbackVerifier("profile", vector.Scheme, keys, [], settings);
        var message = new CallbackMessage(Encoding.UTF8.GetBytes(vector.Body), BodyFormats.Json) { Headers = new OneHeader(vector.SignatureHeader) };
        return verifier.Verify(message, now ?? ProviderVectors.TokenTime);
    }
}
