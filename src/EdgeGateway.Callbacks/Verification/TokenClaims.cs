using System.Buffers.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The claims that are checked.</summary>
internal readonly ref struct TokenClaims
{
    private TokenClaims(ReadOnlySpan<byte> id, double expires)
    {
        Id = id;
        Expires = expires;
    }

    /// <summary>The invoice; empty if the claim is missing or not a string.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>In seconds since 1970, not always a whole number (RFC 7519, NumericDate).</summary>
    public double Expires { get; }

    /// <summary>
    /// Reads the claims of a token with a valid signature, as strictly as a body: with a duplicate claim, two readers could see different
    /// values.
    /// </summary>
    /// <param name="json">The claims' JSON.</param>
    /// <param name="table">Scratch table; its content is overwritten.</param>
    /// <param name="text">Receives the unescaped <c>id</c>; must not be changed while the claims are used.</param>
    /// <param name="claims">The claims.</param>
    public static RefusalReason TryRead(ReadOnlySpan<byte> json, FieldTable table, ByteBuffer text, out TokenClaims claims)
    {
        claims = default;
        table.Clear();
        if (JsonFieldParser.Parse(json, table) != RefusalReason.None)
        {
            return RefusalReason.TokenMalformed;
        }

        var fields = table.FieldsOf(json);
        var expiry = fields.Find(parent: 0, "exp"u8);
        if (expiry < 0
            || fields[expiry].Kind != FieldKind.Number
            || !Utf8Parser.TryParse(fields.RawValueOf(fields[expiry]), out double expires, out _)
            || !double.IsFinite(expires))
        {
            return RefusalReason.TokenMalformed;
        }

        text.Truncate(0);
        var id = fields.Find(parent: 0, "id"u8);
        if (id >= 0 && fields[id].Kind == FieldKind.String)
        {
            fields.AppendText(fields[id], text);
        }

        claims = new TokenClaims(text.Written, expires);
        return RefusalReason.None;
    }
}
