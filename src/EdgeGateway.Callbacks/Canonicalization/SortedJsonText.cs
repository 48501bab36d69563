using System.Buffers;
using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// JSON strings with exactly the escapes that a rendering asks for. The encoders of System.Text.Json escape more characters than the
/// providers' programs do.
/// </summary>
internal static class SortedJsonText
{
    /// <summary>The first UTF-8 byte of U+2028, U+2029 and many other characters.</summary>
    private const byte LineSeparatorLead = 0xE2;

    private static readonly SearchValues<byte> _minimum = SearchValues.Create(MinimumEscapes());
    private static readonly SearchValues<byte> _go = SearchValues.Create([.. MinimumEscapes(), .. "<>&"u8, LineSeparatorLead]);
    private static readonly SearchValues<byte> _php = SearchValues.Create([.. MinimumEscapes(), .. AboveAscii()]);

    /// <summary>Whether Go escapes something in <paramref name="raw"/> that the other renderings do not.</summary>
    public static bool HasGoEscapes(ReadOnlySpan<byte> raw) => raw.IndexOfAny("<>&"u8) >= 0 || raw.IndexOf(LineSeparatorLead) >= 0;

    /// <summary>Appends <paramref name="text"/>, unescaping it first if needed.</summary>
    public static void Append(ReadOnlySpan<byte> text, bool isEscaped, Rendering rendering, ByteBuffer output)
    {
        if (!isEscaped)
        {
            AppendPlain(text, rendering, output);
            return;
        }

        // Unescape after the end, then write the result over the original position.
        var start = output.Length;
        JsonEscapes.AppendUnescaped(text, output);
        var length = output.Length - start;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        output.Written[start..].CopyTo(rented);
        output.Truncate(start);
        AppendPlain(rented.AsSpan(0, length), rendering, output);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void AppendPlain(ReadOnlySpan<byte> text, Rendering rendering, ByteBuffer output)
    {
        var special = rendering switch
        {
            Rendering.Go => _go,
            Rendering.Php or Rendering.PhpNumbersAsWritten => _php,
            _ => _minimum,
        };

        int at;
        while ((at = text.IndexOfAny(special)) >= 0)
        {
            output.Append(text[..at]);
            Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
            AppendSpecial(rune, text.Slice(at, length), rendering, output);
            text = text[(at + length)..];
        }

        output.Append(text);
    }

    private static void AppendSpecial(Rune rune, ReadOnlySpan<byte> utf8, Rendering rendering, ByteBuffer output)
    {
        switch (rune.Value)
        {
            case '"':
                output.Append("\\\""u8);
                break;
            case '\\':
                output.Append("\\\\"u8);
                break;
            case '\b':
                output.Append("\\b"u8);
                break;
            case '\f':
                output.Append("\\f"u8);
                break;
            case '\n':
                output.Append("\\n"u8);
                break;
            case '\r':
                output.Append("\\r"u8);
                break;
            case '\t':
                output.Append("\\t"u8);
                break;
            case > 0x7F when rendering == Rendering.Go && rune.Value is not (0x2028 or 0x2029):
                output.Append(utf8);
                break;
            default:
                Span<char> units = stackalloc char[2];
                foreach (var unit in units[..rune.EncodeToUtf16(units)])
                {
                    AppendUnit(unit, output);
                }

                break;
        }
    }

    private static void AppendUnit(char unit, ByteBuffer output)
    {
        output.Append("\\u"u8);
        for (var shift = 12; shift >= 0; shift -= 4)
        {
            output.Append("0123456789abcdef"u8[(unit >> shift) & 0xF]);
        }
    }

    private static byte[] MinimumEscapes() =>
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\'];

    private static byte[] AboveAscii() => [.. Enumerable.Range(0x80, 0x80).Select(static value => (byte)value)];
}
