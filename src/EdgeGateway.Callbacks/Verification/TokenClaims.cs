using System.Buffers.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The claims that matter.</summary>
internal readonly ref struct TokenClaims
{
    private TokenClaims(ReadOnlySpan<byte> id, double expires)
    {
        Id = id;
        Expires = expires;
    }

    /// <summary>The invoice, or empty: no claim, or one that is no text and so cannot be compared.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>In seconds since 1970, not always a whole number (RFC 7519, NumericDate).</summary>
    public double Expires { get; }

    /// <summary>
    /// Reads the claims of a token whose signature was found good, as strictly as a body: a claim that stands twice would let
    /// two readers see two of them.
    /// </summary>
    /// <param name="json">The claims' JSON.</param>
    /// <param name="table">Is emptied and used.</param>
    /// <param name="text">Takes the unescaped <c>id</c>; must not be changed while the claims are used.</param>
    /// <param name="claims">What was found.</param>
    public static RefusalReason TryRead(ReadOnlySpan<byte> json, FieldTable table, ByteBuffer text, out TokenClaims claims)
    {
        claims = default;
        table.Clear();
        if (JsonFieldParser.Parse(json, table) != RefusalReason.None)
        {
            return RefusalReason.TokenMalformed;
        }

        var fields = table.Over(json);
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
