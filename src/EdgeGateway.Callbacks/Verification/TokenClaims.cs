using System.Text.Json;
using System.Text.Unicode;
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

    /// <summary>Reads the claims of a token whose signature was found good.</summary>
    /// <param name="json">The claims' JSON.</param>
    /// <param name="text">Takes the unescaped <c>id</c>; must not be emptied while the claims are used.</param>
    /// <param name="claims">What was found.</param>
    public static RefusalReason TryRead(ReadOnlySpan<byte> json, ByteBuffer text, out TokenClaims claims)
    {
        claims = default;
        try
        {
            return Utf8.IsValid(json) && TryReadObject(json, text, out claims) ? RefusalReason.None : RefusalReason.TokenMalformed;
        }
        catch (JsonException)
        {
            return RefusalReason.TokenMalformed;
        }
    }

    private static bool TryReadObject(ReadOnlySpan<byte> json, ByteBuffer text, out TokenClaims claims)
    {
        claims = default;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        double? expires = null;
        var ids = 0;
        text.Truncate(0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isExpiry = reader.ValueTextEquals("exp"u8);
            reader.Read();
            if (isExpiry)
            {
                // A claim that stands twice would let two readers see two of them.
                if (expires is not null || reader.TokenType != JsonTokenType.Number
                    || !reader.TryGetDouble(out var seconds) || !double.IsFinite(seconds))
                {
                    return false;
                }

                expires = seconds;
            }
            else if (isId)
            {
                if (++ids > 1)
                {
                    return false;
                }

                if (reader.TokenType == JsonTokenType.String)
                {
                    text.Advance(reader.CopyString(text.Reserve(reader.ValueSpan.Length)));
                }
            }

            reader.Skip();
        }

        if (expires is null || reader.Read())
        {
            return false;
        }

        claims = new TokenClaims(text.Written, expires.Value);
        return true;
    }
}
