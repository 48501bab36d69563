using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Tests.Callbacks.Generation;
using FsCheck.Fluent;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

/// <summary>The property that de-duplication rests on: one signature, one identity.</summary>
public sealed class CallbackIdentityTests
{
    private static readonly string[] _identity = ["a", "b?", "c.d?"];
    private static readonly Rendering[] _pairRenderings = [Rendering.Documented, Rendering.Php, Rendering.JsonNames];

    private static readonly Rendering[] _jsonRenderings =
        [Rendering.Documented, Rendering.Go, Rendering.PhpNumbersAsWritten, Rendering.Php, Rendering.EmptyDropped];

    /// <summary>Different spellings of a few contents, and values that look like fields.</summary>
    private static readonly string[] _values =
    [
        "1", "\"1\"", "1.0", "1e0", "100", "1e2", "100.0", "\"100\"", "\"100.0\"", "true", "false", "null", "\"True\"", "\"None\"", "\"true\"", "\"\"", "\" \"",
        "\"\\u0031\"", "\"1;\"", "\"1;b\"", "\"1;b:2\"", "\"1; b:2\"", "\"1;B:2\"", "\"1;b-:2\"", "\"b:2\"", "\"1;;b:2\"", "\";b:2\"", "\":\"", "\"1,1\"",
        "[]", "{}", "[1]", "[1,2]", "[\"b:2\"]", "[\"1\",\"b:2\"]", "[true,1]", "[[]]", "[{}]", "{\"b\":2}", "{\"b\":\"2\"}", "{\"B\":2}", "{\"a\":1,\"b\":2}",
        "{\"b\":2,\"a\":1}", "{\"d\":1}", "{\"d\":\"\"}", "{\"c\":1,\"d\":2}", "{\"a\":\"1;\"}", "{\"a\":\"1;b\",\"c\":3}", "{\"\":1}", "{\" b\":1}", "9007199254740993",
        "9007199254740992", "\"é\"", "\"\\u00e9\"", "\"\\\\u00e9\"", "\"<\"", "\"\\\\u003c\"", "\"INV-1\"",
    ];

    private static readonly string[] _names = ["a", "A", "b", "B", "c", "c.d", " b", "é", "É", "", "\u212a", "k"];

    [Fact]
    public void Identify_SmallPairsBodies_HaveOneIdentityPerSignature()
    {
        var universe = new IdentityUniverse(Verdict.VerifierOf(SignatureSchemes.Cactus, identity: _identity));

        foreach (var body in SmallBodies())
        {
            AddPairs(universe, body);
        }

        Assert.True(universe.Shared > 1000, $"{universe.Shared} of {universe.Verified} shared a signature.");
    }

    [Fact]
    public void Identify_SmallJsonBodies_HaveOneIdentityPerSignature()
    {
        var universe = new IdentityUniverse(Verdict.VerifierOf(
            SignatureSchemes.TarlanAgws, new VerificationSettings { DropEmptyEverywhere = true }, _identity));

        foreach (var body in SmallBodies())
        {
            AddJson(universe, body);
        }

        Assert.True(universe.Shared > 1000, $"{universe.Shared} of {universe.Verified} shared a signature.");
    }

    [Fact]
    public void Identify_RestructuredPairsBody_HasTheIdentityOfItsSignature()
    {
        var shared = 0;
        Prop.ForAll(JsonGenerator.AnyBody, Gen.Choose(0, int.MaxValue - 1).ArrayOf(6).ToArbitrary(), (body, choices) =>
        {
            // Signs each body, and verifies all other bodies with its signature.
            var universe = new IdentityUniverse(Verdict.VerifierOf(SignatureSchemes.Cactus, identity: [.. body.Members.Take(2).Select(PathOf), "a?"]));
            foreach (var step in BodyRestructuring.Steps(body, choices))
            {
                AddPairs(universe, step);
            }

            shared += universe.Shared;
        }).Holds(300);

        Assert.True(shared > 100, $"{shared} shared a signature.");
    }

    [Fact]
    public void Identify_RestructuredJsonBody_HasTheIdentityOfItsSignature()
    {
        var shared = 0;
        Prop.ForAll(JsonGenerator.AnyBody, Gen.Choose(0, int.MaxValue - 1).ArrayOf(6).ToArbitrary(), (body, choices) =>
        {
            var universe = new IdentityUniverse(Verdict.VerifierOf(
                SignatureSchemes.TarlanAgws,
                new VerificationSettings { DropEmptyEverywhere = true },
                [.. body.Members.Take(2).Select(PathOf), "a?"]));
            foreach (var step in BodyRestructuring.Steps(body, choices))
            {
                AddJson(universe, step);
            }

            shared += universe.Shared;
        }).Holds(300);

        Assert.True(shared > 100, $"{shared} shared a signature.");
    }

    [Theory]
    [InlineData("""{"site_id":1,"invoice_id":2,"status":3}""", """{"status":3,"invoice_id":"2","site_id":"1"}""")]
    [InlineData("""{"site_id":1,"invoice_id":2,"status":3}""", """{ "\u0073ite_id":1, "invoice_id":2, "status":3, "note":"", "x":[], "y":{} }""")]
    [InlineData("""{"site_id":1,"invoice_id":2,"status":3}""", """{"site_id":1,"INVOICE_ID":2,"status":3}""")]
    [InlineData("""{"site_id":1,"invoice_id":2,"status":3,"zip":null}""", """{"site_id":1,"invoice_id":2,"status":3,"zip":"None"}""")]
    [InlineData("""{"invoice_id":2,"site":{"a":1,"site_id":1,"status":3}}""", """{"invoice_id":2,"site":{"a":1},"site_id":1,"status":3}""")]
    [InlineData("""{"invoice_id":2,"site":{"a":1},"site_id":1,"status":3}""", """{"invoice_id":2,"site":"a:1","site_id":1,"status":3}""")]
    [InlineData("""{"invoice_id":2,"site_id":1,"status":1.0}""", """{"invoice_id":2,"site_id":1,"status":10e-1}""")]
    public void Identify_SameCactusContent_IsTheSameCallback(string one, string other)
    {
        var signature = ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(one, Rendering.Documented), Verdict.Secret);

        var identity = IdentityOf(one, signature);

        Assert.NotNull(identity);
        Assert.Equal(identity, IdentityOf(other, signature));
    }

    [Fact]
    public void Identify_MissingField_UsesTheFingerprint()
    {
        const string one = """{"site_id":1,"status":3,"x":1}""";
        const string other = """{"site_id":1,"status":3,"x":2}""";

        var identity = IdentityOf(one, ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(one, Rendering.Documented), Verdict.Secret))!.Value;
        var otherIdentity = IdentityOf(other, ReferenceSortedPairs.Sign(ReferenceSortedPairs.Content(other, Rendering.Documented), Verdict.Secret))!.Value;

        Assert.NotEqual(identity.Key, otherIdentity.Key);
        Assert.Equal($"profile/1/~{identity.Fingerprint}/3", identity.Key.Value);
    }

    [Fact]
    public void Identify_FieldThatIsNotSigned_NamesNothing()
    {
        const string one = """{"transaction_id":1,"additional_data":{"a":1}}""";
        var verifier = Verdict.VerifierOf(SignatureSchemes.TarlanAcquiring, null, "transaction_id", "additional_data.a?", "additional_data?");
        var signature = "Bearer " + ReferenceSortedJson.Sign(ReferenceSortedJson.Content(one, Rendering.Documented, "additional_data"), Verdict.Secret);

        var identity = Verdict.On(verifier, Encoding.UTF8.GetBytes(one), BodyFormats.Json, signature).Identity;
        var other = Verdict.On(verifier, """{"transaction_id":1,"additional_data":{"a":2}}"""u8, BodyFormats.Json, signature).Identity;
        var text = Verdict.On(verifier, """{"transaction_id":1,"additional_data":"x"}"""u8, BodyFormats.Json, signature).Identity;

        Assert.Equal("profile/1//", identity!.Value.Key.Value);
        Assert.Equal((identity, identity), (other, text));
    }

    /// <summary>The key of an event has no @, so that the record of a token never has the key of an event.</summary>
    [Fact]
    public void Identify_Token_HasAKeyThatNoEventHas()
    {
        var token = ReferenceToken.Assemble("""{"alg":"HS256"}""", """{"id":"X","exp":99999999999}""", Verdict.Secret);

        var identity = Verdict.On(SignatureSchemes.CryptoCloud, $$"""{"invoice_id":"X","status":"@","token":"{{token}}"}""").Identity!.Value;

        Assert.StartsWith("profile/@", identity.Token!.Value.Value, StringComparison.Ordinal);
        Assert.Equal("profile/X/%40/", identity.Key.Value);
    }

    private static CallbackIdentity? IdentityOf(string body, string signature) =>
        Verdict.On(SignatureSchemes.Cactus, body[..^1].TrimEnd() + $",\"signature\":\"{signature}\"}}").Identity;

    private static string PathOf(JsonMember member) =>
        IdentityField.TryParse(member.Name, out _) ? member.Name : "b";

    private static void AddPairs(IdentityUniverse universe, JsonBody body)
    {
        foreach (var rendering in _pairRenderings)
        {
            var signature = ReferenceSortedPairs.Sign(PairsContent(body, rendering), Verdict.Secret);
            universe.Add(signature, body.Signed(signature).ToString(), header: null);
        }
    }

    private static void AddJson(IdentityUniverse universe, JsonBody body)
    {
        var json = body.ToString();
        foreach (var rendering in _jsonRenderings)
        {
            var signature = ReferenceSortedJson.Sign(ReferenceSortedJson.Content(json, rendering, omitted: null), Verdict.Secret);
            universe.Add(signature, json, signature);
        }
    }

    private static string PairsContent(JsonBody body, Rendering rendering) => ReferenceSortedPairs.Content(body.ToString(), rendering);

    /// <summary>Every body of one or two members from the small lists, and some of three.</summary>
    private static IEnumerable<JsonBody> SmallBodies()
    {
        var members = _names.SelectMany(static name => _values.Select(value => JsonMember.Of(name, value))).ToArray();
        var random = new Random(20260101);
        foreach (var first in members)
        {
            yield return new JsonBody([first]);
        }

        for (var count = 0; count < 12_000; count++)
        {
            JsonMember[] chosen = [.. random.GetItems(members, 2 + (count % 2)).DistinctBy(static member => member.Name.ToLowerInvariant())];
            yield return new JsonBody(chosen);
        }
    }
}
