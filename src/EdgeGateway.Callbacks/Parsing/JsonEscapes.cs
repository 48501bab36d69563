using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The escapes of JSON strings, in UTF-8.</summary>
internal static class JsonEscapes
{
    /// <summary>Whether a string whose escapes are well-formed is also valid text: no NUL and no lone surrogate.</summary>
    public static bool IsValidText(ReadOnlySpan<byte> escaped)
    {
        int at;
        while ((at = escaped.IndexOf((byte)'\\')) >= 0)
        {
            escaped = escaped[at..];
            if (escaped[1] != 'u')
            {
                escaped = escaped[2..];
                continue;
            }

            if (!TryReadRune(escaped, out var rune, out var length) || rune.Value == 0)
            {
                return false;
            }

            escaped = escaped[length..];
        }

        return true;
    }

    /// <summary>Appends the text of a string that passed <see cref="IsValidText"/>.</summary>
    public static void AppendUnescaped(ReadOnlySpan<byte> escaped, ByteBuffer output)
    {
        int at;
        while ((at = escaped.IndexOf((byte)'\\')) >= 0)
        {
            output.Append(escaped[..at]);
            escaped = escaped[at..];
            if (escaped[1] == 'u')
            {
                TryReadRune(escaped, out var rune, out var length);
                output.Advance(rune.EncodeToUtf8(output.Reserve(4)));
                escaped = escaped[length..];
            }
            else
            {
                output.Append(Short(escaped[1]));
                escaped = escaped[2..];
            }
        }

        output.Append(escaped);
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static bool TryReadRune(ReadOnlySpan<byte> escaped, out Rune rune, out int length)
    {
        length = 6;
        var first = ReadUnit(escaped);
        if (Rune.TryCreate(first, out rune))
        {
            return true;
        }

        length = 12;
        return escaped.Length >= 12 && escaped[6] == '\\' && escaped[7] == 'u'
            && Rune.TryCreate(first, ReadUnit(escaped[6..]), out rune);
    }

    /// <summary>Reads <c>\uXXXX</c>; the digits were checked by the JSON reader.</summary>
    private static char ReadUnit(ReadOnlySpan<byte> escaped)
    {
        var isUnit = Utf8Parser.TryParse(escaped.Slice(2, 4), out ushort unit, out _, 'x');
        Debug.Assert(isUnit, "The reader accepts no other escape.");
        return (char)unit;
    }
}
