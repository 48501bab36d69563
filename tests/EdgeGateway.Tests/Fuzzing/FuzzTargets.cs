using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Signing;
using EdgeGateway.Testing.Vectors;
using EdgeGateway.Tests.Callbacks;
using EdgeGateway.Tests.Callbacks.Generation;
using Xunit;

namespace EdgeGateway.Tests.Fuzzing;

/// <summary>
/// The code that reads untrusted input, with its properties. Each target runs one input, and
/// returns it and whether it was accepted. A violated property throws.
/// </summary>
internal sealed class FuzzTargets(Random random)
{
    private const string Secret = Verdict.Secret;

    private static readonly Dictionary<SignatureScheme, CallbackVerifier> _verifiers = FirstSchemes.All.ToDictionary(static scheme => scheme, static scheme => Verdict.VerifierOf(scheme));
    private static readonly (SignedCallback Vector, CallbackVerifier Verifier, CallbackIdentity? Identity)[] _vectors = [.. Corpus.Signed.Select(Known)];
    private static readonly SignatureScheme[] _resigned = [SignatureSchemes.Cactus, SignatureSchemes.Carouseller, SignatureSchemes.TarlanAgws, SignatureSchemes.TarlanAcquiring];
    private static readonly byte[][] _claims = [.. new[] { """{"id":"89UX09KA","exp":2000000000}""", """{"exp":2000000000,"id":"INV-89UX09KA","iat":1}""", """{"id":"89UX09KA","exp":1}""", """{"id":13,"exp":2000000000}""" }.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] _headers = [.. new[] { """{"alg":"HS256","typ":"JWT"}""", """{"alg":"none"}""", """{"alg":"HS512"}""", """{"typ":"JWT","alg":"HS256","kid":"1"}""" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Mutator _mutator = new(random);
    private readonly FieldTable _table = new();

    /// <summary>Accepted if and only if a document model accepts it.</summary>
    public bool Json(ref byte[] input)
    {
        input = _mutator.Mutate(Pick(Corpus.Json), Corpus.Json);
        _table.Clear();
        var accepted = JsonFieldParser.Parse(input, _table) == RefusalReason.None;
        Assert.Equal(StrictJson.IsAcceptable(input), accepted);
        return accepted;
    }

    /// <summary>Accepted if and only if a naive decoder accepts it, with the same names and values.</summary>
    public bool Form(ref byte[] input)
    {
        input = _mutator.Mutate(Pick(Corpus.Forms), Corpus.Forms);
        _table.Clear();
        var accepted = FormFieldParser.Parse(input, _table) == RefusalReason.None;
        var expected = NaiveForm.Decode(Encoding.Latin1.GetString(input), isOctets: true);
        Assert.Equal(expected is not null, accepted);
        if (accepted)
        {
            var fields = _table.FieldsOf(input);
            Assert.Equal(expected!.Count, fields.Count - 1);
            for (var index = 1; index < fields.Count; index++)
            {
                Assert.Equal(expected[index - 1], (Encoding.UTF8.GetString(fields.NameOf(fields[index])), Encoding.UTF8.GetString(fields.RawValueOf(fields[index]))));
            }
        }

        return accepted;
    }

    /// <summary>A mutated vector that still verifies has the signature base that the reference makes of it, and names the same event.</summary>
    public bool Tampered(ref byte[] input)
    {
        var (vector, verifier, identity) = Pick(_vectors);
        input = _mutator.Mutate(Encoding.UTF8.GetBytes(vector.Body), Corpus.Json);
        var header = vector.SignatureHeader is { } value && random.Next(4) == 0 ? Encoding.Latin1.GetString(_mutator.Mutate(Encoding.Latin1.GetBytes(value), Corpus.Json)) : vector.SignatureHeader;
        var verdict = On(verifier, input, header);
        if (!verdict.IsVerified || vector.Scheme == SignatureSchemes.CryptoCloud)
        {
            return verdict.IsVerified;
        }

        var expected = Model.Of(vector.Scheme, input)!.Sign(verdict.Result.Rendering, vector.Secret);
        Assert.Equal(expected, vector.Scheme.SignatureHeader is null ? SignatureIn(input) : header!.Split(' ')[^1].ToLowerInvariant());
        Assert.Equal(identity ?? verdict.Identity, verdict.Identity);
        return true;
    }

    /// <summary>A body that the reference signs is accepted, unless it is ambiguous.</summary>
    public bool Resigned(ref byte[] input)
    {
        var scheme = Pick(_resigned);
        input = _mutator.Mutate(Pick(Corpus.Unsigned), Corpus.Unsigned);
        if (Model.Of(scheme, input) is not { } unsigned)
        {
            Assert.False(On(_verifiers[scheme], input, null).IsVerified);
            return false;
        }

        var signature = unsigned.Sign(Pick(unsigned.Renderings), Secret);
        var header = scheme == SignatureSchemes.TarlanAcquiring ? $"Bearer {signature}" : signature;
        if (scheme.SignatureHeader is null)
        {
            input = WithSignature(input, signature);
        }

        var verdict = On(_verifiers[scheme], input, scheme.SignatureHeader is null ? null : header);
        if (Model.Of(scheme, input) is { } signed)
        {
            // An ambiguity in a later rendering does not matter if an earlier rendering verifies.
            Assert.True(verdict.IsVerified || signed.IsDoubtful, verdict.Result.Reason.ToString());
            Assert.False(verdict.IsVerified && signed.IsDoubtfulIn(verdict.Result.Rendering), "an ambiguous body was accepted");
        }
        else
        {
            Assert.False(verdict.IsVerified);
        }

        return verdict.IsVerified;
    }

    /// <summary>System.IdentityModel accepts every accepted token, unless it cannot read one of its times.</summary>
    public bool Token(ref byte[] input)
    {
        var header = random.Next(3) == 0 ? _mutator.Mutate(Pick(_headers), _headers) : Pick(_headers);
        var claims = random.Next(2) == 0 ? _mutator.Mutate(Pick(_claims), _claims) : Pick(_claims);
        var token = ReferenceToken.SignBase($"{System.Buffers.Text.Base64Url.EncodeToString(header)}.{System.Buffers.Text.Base64Url.EncodeToString(claims)}", Secret);
        if (random.Next(3) == 0)
        {
            token = Encoding.Latin1.GetString(_mutator.Mutate(Encoding.Latin1.GetBytes(token), _claims));
        }

        var quoted = System.Text.Json.JsonSerializer.Serialize(token);
        input = Encoding.UTF8.GetBytes($$"""{"status":"success","invoice_id":"89UX09KA","token":{{quoted}}}""");
        var verdict = On(_verifiers[SignatureSchemes.CryptoCloud], input, null);
        if (verdict.IsVerified)
        {
            var taken = System.Text.Json.JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
            Assert.True(taken.GetProperty("exp").GetDouble() > ProviderVectors.TokenTime.ToUnixTimeSeconds() - 60, token);
            Assert.True(IsBeyondReference(taken, "exp") || IsBeyondReference(taken, "iat") || IsBeyondReference(taken, "nbf") || ReferenceToken.IsValid(token, Secret, ProviderVectors.TokenTime, TimeSpan.FromMinutes(1)), token);
        }

        return verdict.IsVerified;
    }

    /// <summary>It supports times until 2038, and also reads times that are not used.</summary>
    private static bool IsBeyondReference(System.Text.Json.JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var time)
        && (time.ValueKind != System.Text.Json.JsonValueKind.Number || time.GetDouble() is < 0 or > int.MaxValue);

    private static (SignedCallback Vector, CallbackVerifier Verifier, CallbackIdentity? Identity) Known(SignedCallback vector)
    {
        var verifier = new CallbackVerifier("profile", vector.Scheme, new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(vector.Secret))]), [], new());
        return (vector, verifier, Verdict.On(verifier, Encoding.UTF8.GetBytes(vector.Body), BodyFormats.Json, vector.SignatureHeader).Identity);
    }

    /// <summary>The allocated memory is proportional to the body's size.</summary>
    private static Verdict On(CallbackVerifier verifier, byte[] input, string? header)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = Verdict.On(verifier, input, BodyFormats.Json, header);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 128 * 1024 + (64 * input.Length));
        return verdict;
    }

    private static byte[] WithSignature(byte[] body, string signature)
    {
        var open = body.AsSpan().IndexOf((byte)'{') + 1;
        var isEmpty = body.AsSpan(open).TrimStart(" \t\r\n"u8)[0] == '}';
        return [.. body.AsSpan(0, open), .. Encoding.ASCII.GetBytes($"\"signature\":\"{signature}\"{(isEmpty ? "" : ",")}"), .. body.AsSpan(open)];
    }

    private static string SignatureIn(byte[] body)
    {
        using var document = System.Text.Json.JsonDocument.Parse(body);
        return document.RootElement.GetProperty("signature").GetString()!.ToLowerInvariant();
    }

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
