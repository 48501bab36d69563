using System.Text;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>The characters that Python's <c>str</c> treats as white space.</summary>
internal static class PythonText
{
    /// <summary>Whether nothing is left after <c>strip()</c>.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // Fast path: most values start with a printable ASCII character.
            if (text[0] is > (byte)' ' and < 0x7F)
            {
                return false;
            }

            Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            if (!IsWhiteSpace(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    // Python counts the four separators U+001C to U+001F; .NET does not.
    private static bool IsWhiteSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;
}
