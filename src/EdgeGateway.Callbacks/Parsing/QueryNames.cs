using System.Collections.Immutable;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// Finds query parameters that a merchant could read instead of a field of the body. Names are compared case-insensitively and as PHP
/// rewrites them: <c>a[]</c> and <c>a[b]</c> are <c>a</c>; a space, a dot and an unclosed bracket become underscores.
/// </summary>
internal static class QueryNames
{
    /// <summary>The first parameter that has the name of an outermost field and is not one of <paramref name="allowed"/>; empty if there is none.</summary>
    /// <param name="query">As received, with or without its question mark.</param>
    /// <param name="fields">The body's fields.</param>
    /// <param name="allowed">Names that may appear in both.</param>
    /// <param name="buffer">Receives the name that is returned.</param>
    public static ReadOnlySpan<byte> FindShadow(
        scoped ReadOnlySpan<char> query, scoped in CallbackFields fields, ImmutableArray<string> allowed, ByteBuffer buffer)
    {
        query = query.TrimStart('?');
        foreach (var range in query.SplitAny('&', ';'))
        {
            var parameter = query[range];
            var equals = parameter.IndexOf('=');
            buffer.Truncate(0);
            AppendDecoded(equals < 0 ? parameter : parameter[..equals], buffer);
            var name = buffer.Written.TrimStart((byte)' ');
            var bracket = name.IndexOf((byte)'[');
            var variable = bracket > 0 ? name[..bracket] : name;
            if (!IsAllowed(variable, allowed) && (IsField(variable, fields) || IsField(name, fields)))
            {
                return name;
            }
        }

        return default;
    }

    private static bool IsField(ReadOnlySpan<byte> name, in CallbackFields fields)
    {
        for (var index = 1; index < fields.Count; index = fields[index].EndIndex)
        {
            if (fields[index].NameLength == name.Length && AreEqual(fields.NameOf(fields[index]), name))
            {
                return !name.IsEmpty;
            }
        }

        return false;
    }

    private static bool IsAllowed(ReadOnlySpan<byte> name, ImmutableArray<string> allowed)
    {
        foreach (var candidate in allowed)
        {
            if (Ascii.EqualsIgnoreCase(name, candidate))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares two names of equal length.</summary>
    private static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var at = 0; at < left.Length; at++)
        {
            if (Fold(left[at]) != Fold(right[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Fold(byte octet) => octet switch
    {
        (byte)' ' or (byte)'.' or (byte)'[' => (byte)'_',
        >= (byte)'A' and <= (byte)'Z' => (byte)(octet | 0x20),
        _ => octet,
    };

    private static void AppendDecoded(ReadOnlySpan<char> encoded, ByteBuffer output)
    {
        while (!encoded.IsEmpty)
        {
            if (encoded[0] == '%' && encoded.Length > 2 && char.IsAsciiHexDigit(encoded[1]) && char.IsAsciiHexDigit(encoded[2]))
            {
                Convert.FromHexString(encoded.Slice(1, 2), output.Reserve(1), out _, out var written);
                output.Advance(written);
                encoded = encoded[3..];
                continue;
            }

            Rune.DecodeFromUtf16(encoded, out var rune, out var consumed);
            output.Advance((rune.Value == '+' ? new Rune(' ') : rune).EncodeToUtf8(output.Reserve(4)));
            encoded = encoded[consumed..];
        }
    }
}
