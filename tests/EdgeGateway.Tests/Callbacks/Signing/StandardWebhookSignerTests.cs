using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Signing;

public sealed class StandardWebhookSignerTests
{
    public static TheoryData<string> Vectors => [.. PresetVectors.Of("standardwebhooks").Where(IsOfOneMessage).Select(static vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sign_VectorsMessage_IsAmongItsSignatures(string name)
    {
        var vector = PresetVectors.Of("standardwebhooks").Single(vector => vector.Name == name);
        var signer = new StandardWebhookSigner([Key("k1", vector.Secret!)]);

        var signature = signer.Sign(
            vector.Headers["webhook-id"], long.Parse(vector.Headers["webhook-timestamp"], null), Encoding.UTF8.GetBytes(vector.Body));

        Assert.Contains(signature, vector.Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public void Vectors_IncludeThePublishedOne() => Assert.Contains("published-by-the-specification", Vectors.Select(static row => row.Data));

    [Fact]
    public void Sign_SeveralKeys_GivesASignatureForEachInTheirOrder()
    {
        var keys = new[] { RandomNumberGenerator.GetBytes(24), RandomNumberGenerator.GetBytes(64) };
        var body = RandomNumberGenerator.GetBytes(70_000);

        var signature = new StandardWebhookSigner([new SigningKey("m1", keys[0]), new SigningKey("m2", keys[1])]).Sign("shop/1", 1_790_000_000, body);

        byte[] content = [.. "shop/1.1790000000."u8, .. body];
        Assert.Equal(string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}")), signature);
    }

    [Fact]
    public void Signer_WithoutKeys_IsRefused() => Assert.Throws<ArgumentException>(static () => new StandardWebhookSigner([]));

    [Theory]
    [InlineData("shop/INV.7/1.50", "shop/INV%2E7/1%2E50")]
    [InlineData("shop/%2E", "shop/%2E")]
    [InlineData("shop/order%207", "shop/order%207")]
    public void IdOf_Key_HasNoFullStop(string key, string expected) => Assert.Equal(expected, StandardWebhookSigner.IdOf(key));

    private static bool IsOfOneMessage(PresetVector vector) =>
        vector.IsAccepted && vector.Headers.ContainsKey("webhook-id") && vector.Headers.ContainsKey("webhook-signature");

    private static SigningKey Key(string id, string secret) =>
        new(id, Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
}
