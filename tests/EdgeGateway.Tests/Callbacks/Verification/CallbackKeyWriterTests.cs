using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class CallbackKeyWriterTests
{
    /// <summary>Values that would collide without encoding.</summary>
    private static readonly string[] _values = ["", "/", "//", "~", "%", "%2F", "#", "=", "a/b", "a", "b", "a%2Fb", "A", "-", ".", "é", "e\u0301", "😀", " ", "+", "%20", "0", "00"];

    private static readonly Gen<string> _value = Gen.OneOf(
        Gen.Elements(_values),
        JsonGenerator.AnyText,
        from letter in Gen.Elements("x", "/", "é", "~") from count in Gen.Choose(20, 300) select string.Concat(Enumerable.Repeat(letter, count)));

    [Fact]
    public void Write_AnyValues_AreOneKeyEach()
    {
        var known = new Dictionary<string, (string, string)>();
        Prop.ForAll(_value.ToArbitrary(), _value.ToArbitrary(), (first, second) =>
        {
            var key = KeyOf(first, second).Value;

            Assert.InRange(key.Length, 1, CallbackKey.MaxLength);
            Assert.DoesNotContain(key, static letter => letter is <= ' ' or >= '\u007f');
            if (first.Length == 0 || second.Length == 0)
            {
                // The fingerprint replaces missing fields.
                Assert.True(key.AsSpan().IndexOfAny('~', '#') > 0, key);
            }

            if (known.TryGetValue(key, out var other))
            {
                Assert.Equal(other, (first, second));
            }

            known[key] = (first, second);
        }).Holds(1000);

        Assert.True(known.Count > 500);
    }

    [Theory]
    [InlineData("1", "success", "profile/1/success")]
    [InlineData("a/b", "c d", "profile/a%2Fb/c%20d")]
    [InlineData("A-Z_0.9", "~", "profile/A-Z_0.9/%7E")]
    [InlineData("é", "%41", "profile/%C3%A9/%2541")]
    public void Write_Values_AreReadable(string first, string second, string expected) => Assert.Equal(expected, KeyOf(first, second).Value);

    [Fact]
    public void Write_LongValue_IsADigestBehindTheProfile()
    {
        var longest = KeyOf(new string('1', 200 - "profile//ok".Length), "ok").Value;
        var digest = KeyOf(new string('1', 200 - "profile//ok".Length + 1), "ok").Value;

        Assert.Equal(200, longest.Length);
        Assert.StartsWith("profile/1", longest, StringComparison.Ordinal);
        Assert.Matches("^profile/#[0-9a-f]{64}$", digest);
    }

    [Fact]
    public void ConflictKey_OtherContent_IsAnotherKeyThatFits()
    {
        foreach (var length in new[] { 1, 150, 160, 180, 189, 190, 500 })
        {
            var identity = IdentityOf(new string('1', length), "ok");
            var conflict = identity.ConflictKey();

            Assert.NotEqual(identity.Key, conflict);
            Assert.NotEqual(conflict, (identity with { Fingerprint = new Fingerprint(identity.Fingerprint.Value + 1) }).ConflictKey());
            Assert.InRange(conflict.Value.Length, 1, CallbackKey.MaxLength);
            Assert.StartsWith("profile/", conflict.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_AllFieldsOptionalAndMissing_HasTheFingerprint()
    {
        const string body = """{"x":1}""";
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(body, Rendering.Documented, omitted: null), Verdict.Secret);

        var identity = Verdict.On(Verdict.VerifierOf(SignatureSchemes.TarlanAgws, settings: null, "a?", "b?"), Encoding.UTF8.GetBytes(body), BodyFormats.Json, signature)
            .Identity!.Value;

        Assert.Equal($"profile//~{identity.Fingerprint}", identity.Key.Value);
    }

    [Fact]
    public void Write_LongProfile_StillFits()
    {
        var verifier = new CallbackVerifier(
            new string('/', 100), SignatureSchemes.TarlanAgws, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(Verdict.Secret))]), [], new());
        const string body = """{"x":1}""";
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(body, Rendering.Documented, omitted: null), Verdict.Secret);

        var identity = Verdict.On(verifier, Encoding.UTF8.GetBytes(body), BodyFormats.Json, signature).Identity!.Value;

        Assert.InRange(identity.Key.Value.Length, 1, CallbackKey.MaxLength);
        Assert.InRange(identity.ConflictKey().Value.Length, 1, CallbackKey.MaxLength);
    }

    private static CallbackKey KeyOf(string first, string second) => IdentityOf(first, second).Key;

    private static CallbackIdentity IdentityOf(string first, string second)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["transaction_id"] = first, ["status_code"] = second });
        var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(body, Rendering.Documented, omitted: null), Verdict.Secret);
        return Verdict.On(SignatureSchemes.TarlanAcquiring, body, "Bearer " + signature).Identity!.Value;
    }
}
