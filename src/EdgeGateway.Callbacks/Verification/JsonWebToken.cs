using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>
/// A parsed compact JWS (RFC 7515) whose header was checked: only HS256 is accepted. Its spans point into the token and into the buffer
/// with the decoded parts.
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

    /// <summary>The JSON of the claims, not yet parsed.</summary>
    public ReadOnlySpan<byte> Claims { get; }

    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>
    /// Parses <paramref name="text"/> and decodes it into <paramref name="buffer"/>; <paramref name="table"/> is used for the header.
    /// </summary>
    public static RefusalReason TryRead(ReadOnlySpan<byte> text, ByteBuffer buffer, FieldTable table, out JsonWebToken token)
    {
        token = default;
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        if (first <= 0 || last == first || text[(first + 1)..last].Contains((byte)'.'))
        {
            return RefusalReason.TokenMalformed;
        }

        // All parts are decoded one after another. The room is reserved first, so that the spans stay valid.
        buffer.Truncate(0);
        buffer.Reserve(text.Length);
        if (!TryDecode(text[..first], buffer, out var header)
            || !TryDecode(text[(first + 1)..last], buffer, out var claims))
        {
            return RefusalReason.TokenMalformed;
        }

        var reason = CheckHeader(header, table);
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

    /// <summary>
    /// <c>alg</c> must be HS256; critical extensions (<c>crit</c>) are refused; everything else, including <c>typ</c>, is ignored.
    /// </summary>
    private static RefusalReason CheckHeader(ReadOnlySpan<byte> header, FieldTable table)
    {
        table.Clear();
        if (JsonFieldParser.Parse(header, table) != RefusalReason.None)
        {
            return RefusalReason.TokenMalformed;
        }

        var fields = table.FieldsOf(header);
        var algorithm = fields.Find(parent: 0, "alg"u8);
        return algorithm >= 0
            && fields[algorithm].Kind == FieldKind.String
            && fields.RawValueOf(fields[algorithm]).SequenceEqual("HS256"u8)
            && fields.Find(parent: 0, "crit"u8) < 0
                ? RefusalReason.None
                : RefusalReason.TokenAlgorithm;
    }
}
