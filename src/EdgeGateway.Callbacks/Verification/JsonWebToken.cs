using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// A compact JWS (RFC 7515) taken apart, its header checked: HS256 and nothing else. Its spans point into the token and into
/// the buffer that it was decoded to.
/// </summary>
internal readonly ref struct JsonWebToken
{
    private static readonly SearchValues<byte> _base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    private JsonWebToken(ReadOnlySpan<byte> signatureBase, ReadOnlySpan<byte> claims, ReadOnlySpan<byte> signature)
    {
        SignatureBase = signatureBase;
        Claims = claims;
        Signature = signature;
    }

    /// <summary>Header and claims as they were sent.</summary>
    public ReadOnlySpan<byte> SignatureBase { get; }

    /// <summary>The claims' JSON, not yet looked at.</summary>
    public ReadOnlySpan<byte> Claims { get; }

    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Takes <paramref name="text"/> apart, decoding into <paramref name="buffer"/>.</summary>
    public static RefusalReason TryRead(ReadOnlySpan<byte> text, ByteBuffer buffer, out JsonWebToken token)
    {
        token = default;
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        if (first <= 0 || last == first || text[(first + 1)..last].Contains((byte)'.'))
        {
            return RefusalReason.TokenMalformed;
        }

        // All parts are decoded behind one another; with the room reserved the spans stay where they are.
        buffer.Truncate(0);
        buffer.Reserve(text.Length);
        if (!TryDecode(text[..first], buffer, out var header)
            || !TryDecode(text[(first + 1)..last], buffer, out var claims))
        {
            return RefusalReason.TokenMalformed;
        }

        var reason = CheckHeader(header);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        if (!TryDecode(text[(last + 1)..], buffer, out var signature) || signature.Length != HMACSHA256.HashSizeInBytes)
        {
            return RefusalReason.TokenMalformed;
        }

        token = new JsonWebToken(text[..last], claims, signature);
        return RefusalReason.None;
    }

    private static bool TryDecode(ReadOnlySpan<byte> part, ByteBuffer buffer, out ReadOnlySpan<byte> decoded)
    {
        decoded = default;
        if (part.IsEmpty || part.IndexOfAnyExcept(_base64Url) >= 0)
        {
            return false;
        }

        var start = buffer.Length;
        var status = Base64Url.DecodeFromUtf8(part, buffer.Reserve(part.Length), out _, out var written);
        buffer.Advance(written);
        decoded = buffer.Written[start..];
        return status == OperationStatus.Done;
    }

    /// <summary><c>alg</c> must be HS256; extensions that must be understood are not; the rest, <c>typ</c> too, is ignored.</summary>
    private static RefusalReason CheckHeader(ReadOnlySpan<byte> header)
    {
        var reader = new Utf8JsonReader(header);
        var algorithms = 0;
        try
        {
            if (!Utf8.IsValid(header) || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return RefusalReason.TokenMalformed;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("crit"u8))
                {
                    return RefusalReason.TokenAlgorithm;
                }

                var isAlgorithm = reader.ValueTextEquals("alg"u8);
                reader.Read();
                if (isAlgorithm)
                {
                    algorithms++;
                    if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("HS256"u8))
                    {
                        return RefusalReason.TokenAlgorithm;
                    }
                }

                reader.Skip();
            }

            return algorithms == 1 && !reader.Read() ? RefusalReason.None : RefusalReason.TokenAlgorithm;
        }
        catch (JsonException)
        {
            return RefusalReason.TokenMalformed;
        }
    }
}
