using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks.Schemes;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Signing;

public sealed class CallbackSignerTests
{
    private const int Rounds = 40;

    public static TheoryData<string> WithSecret => [.. SignatureSchemes.All
        .Where(static scheme => char.IsAsciiLetterLower(scheme.Name[0]) && CallbackSigner.FindObstacle(scheme) is null)
        .Select(static scheme => scheme.Name)];

    public static TheoryData<SignedCallback> First => [.. ProviderVectors.All.Where(static vector => vector.Expected == true)];

    [Theory]
    [MemberData(nameof(WithSecret))]
    public void TrySign_GenuineVector_ChangesNothing(string preset)
    {
        var vector = GenuineOf(preset);

        var signed = Sign(vector);

        Assert.Equal(vector.Body, Encoding.UTF8.GetString(signed.Body.Span));
        Assert.Equal(vector.Query, signed.Query);
        Assert.Equal(vector.Headers.AsEnumerable().OrderBy(static header => header.Key, StringComparer.OrdinalIgnoreCase), signed.Headers);
    }

    [Theory]
    [MemberData(nameof(WithSecret))]
    public void TrySign_RandomCallback_GivesTheReferencesSignature(string preset)
    {
        var definition = SignatureSchemes.Find(preset)!.Definition!.DeepClone().AsObject();
        var genuine = GenuineOf(preset);
        using var reference = new ReferenceSigner(definition, genuine);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var request = RandomRequest.Of(genuine, definition, new Random(seed));
            if (preset == "payu")
            {
                // The reference knows no other algorithm.
                request.Headers["OpenPayu-Signature"] = request.Headers["OpenPayu-Signature"].Replace("=MD5", "=SHA-256", StringComparison.Ordinal);
            }

            var signed = Sign(request.ToVector());
            var expected = reference.Sign(request);

            Assert.Equal(WithPlus(expected.Body), WithPlus(Encoding.UTF8.GetString(signed.Body.Span)), ignoreCase: preset is "ecpay" or "robokassa");
            Assert.Equal(expected.Query, signed.Query);
            Assert.Equal(expected.Headers.AsEnumerable().OrderBy(static header => header.Key, StringComparer.OrdinalIgnoreCase), signed.Headers);
        }
    }

    [Theory]
    [MemberData(nameof(WithSecret))]
    public void TrySign_RequestWithoutSignature_Verifies(string preset)
    {
        var vector = GenuineOf(preset);
        var scheme = SignatureSchemes.Find(preset)!;
        var unsigned = Unsigned.Of(vector);

        Assert.Equal(RefusalReason.None, SignerOf(vector).TrySign(unsigned, vector.Now.AddDays(1), "id-7", out var signed));

        var verifier = new CallbackVerifier("profile", scheme, new KeyRing([VectorVerifier.KeyOf(vector)]), [], VectorVerifier.SettingsOf(vector));
        Assert.NotEqual(RefusalReason.None, verifier.Verify(unsigned.ToMessage(), vector.Now.AddDays(1)).Reason);
        Assert.Equal(RefusalReason.None, verifier.Verify(signed.ToMessage(), vector.Now.AddDays(1)).Reason);
    }

    [Theory]
    [MemberData(nameof(First), DisableDiscoveryEnumeration = true)]
    public void TrySign_CallbackOfTheFirstSchemes_Verifies(SignedCallback vector)
    {
        var key = new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret));
        var request = new CallbackRequest(Encoding.UTF8.GetBytes(vector.Body), BodyFormats.Json);

        Assert.Equal(RefusalReason.None, new CallbackSigner(vector.Scheme, key, new()).TrySign(request, ProviderVectors.TokenTime, "", out var signed));

        var verdict = new CallbackVerifier("profile", vector.Scheme, new KeyRing([key]), [], new()).Verify(signed.ToMessage(), ProviderVectors.TokenTime);
        Assert.Equal(RefusalReason.None, verdict.Reason);
        if (vector.Scheme == SignatureSchemes.CryptoCloud)
        {
            Assert.True(ReferenceToken.IsValid(TextOf(signed, "token"), vector.Secret, ProviderVectors.TokenTime, TimeSpan.Zero));
        }
        else if (Renders(vector))
        {
            Assert.Equal(vector.SignatureHeader ?? "", signed.Find(vector.Scheme.SignatureHeader ?? "") ?? "", ignoreCase: true);
            Assert.Equal(vector.Body, Encoding.UTF8.GetString(signed.Body.Span), ignoreCase: true);
        }
    }

    [Theory]
    [InlineData("wise", "wise signs with a private key that only the provider has")]
    [InlineData("yookassa", "yookassa does not sign: the sender's address is all that is checked")]
    [InlineData("stripe", null)]
    [InlineData("CryptoCloud", null)]
    public void FindObstacle_Scheme_SaysWhyItCannotBeSigned(string scheme, string? expected) =>
        Assert.Equal(expected, CallbackSigner.FindObstacle(SignatureSchemes.Find(scheme)!));

    [Fact]
    public void Create_SchemeThatCannotBeSigned_Throws() =>
        Assert.Throws<ArgumentException>(static () => new CallbackSigner(SignatureSchemes.Find("wise")!, new SigningKey("k1", [1]), new()));

    [Fact]
    public void TrySign_BodyThatIsNoJson_SaysWhy()
    {
        var request = new CallbackRequest("{"u8.ToArray(), BodyFormats.Json);

        Assert.Equal(RefusalReason.InvalidJson, new CallbackSigner(SignatureSchemes.Cactus, new SigningKey("k1", [1]), new()).TrySign(request, default, "", out var same));
        Assert.Same(request, same);
    }

    [Fact]
    public void TrySign_AddressThatIsNotKnown_SaysThatAValueIsMissing()
    {
        var request = new CallbackRequest("{}"u8.ToArray(), BodyFormats.Json);

        Assert.Equal(RefusalReason.SignedValueMissing, new CallbackSigner(SignatureSchemes.Find("square")!, new SigningKey("k1", [1]), new()).TrySign(request, default, "", out _));
    }

    [Fact]
    public void TrySign_SeveralItems_SignsEach()
    {
        var vector = GenuineOf("adyen");
        var item = """{"NotificationRequestItem":{"pspReference":"%","merchantAccountCode":"shop","amount":{"value":1,"currency":"EUR"},"eventCode":"AUTHORISATION","success":"true","additionalData":null}}""";
        var body = $$"""{"live":"false","notificationItems":[{{item.Replace('%', '1')}}, {{item.Replace("%", "22", StringComparison.Ordinal)}}]}""";

        Assert.Equal(RefusalReason.None, SignerOf(vector).TrySign(new CallbackRequest(Encoding.UTF8.GetBytes(body), BodyFormats.Json), vector.Now, "", out var signed));

        Assert.True(VectorVerifier.Verify(vector with { Body = Encoding.UTF8.GetString(signed.Body.Span) }, out _, out var reason), $"{reason}");
    }

    /// <summary>Whether the vector's own signature is of the documented rendering.</summary>
    private static bool Renders(SignedCallback vector)
    {
        var key = new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]);
        var message = new CallbackRequest(Encoding.UTF8.GetBytes(vector.Body), BodyFormats.Json)
        {
            Headers = vector.SignatureHeader is { } header ? CallbackRequest.NoHeaders.SetItem(vector.Scheme.SignatureHeader!, header) : CallbackRequest.NoHeaders,
        };
        var verdict = new CallbackVerifier("profile", vector.Scheme, key, [], new()).Verify(message.ToMessage(), ProviderVectors.TokenTime);
        Assert.True(verdict.IsVerified);
        return verdict.Rendering == default;
    }

    /// <summary>The reference's writer may escape the plus signs of base64.</summary>
    private static string WithPlus(string body) => body.Replace("\\u002B", "+", StringComparison.Ordinal);

    private static string TextOf(CallbackRequest request, string field) =>
        System.Text.Json.Nodes.JsonNode.Parse(request.Body.Span)![field]!.GetValue<string>();

    private static PresetVector GenuineOf(string preset) => PresetVectors.Of(preset).Single(static vector => vector.Name == "genuine");

    private static CallbackSigner SignerOf(PresetVector vector) =>
        new(SignatureSchemes.Find(vector.Preset)!, VectorVerifier.KeyOf(vector), VectorVerifier.SettingsOf(vector));

    private static CallbackRequest Sign(PresetVector vector)
    {
        Assert.Equal(RefusalReason.None, SignerOf(vector).TrySign(Unsigned.RequestOf(vector), vector.Now, "id-7", out var signed));
        return signed;
    }
}
