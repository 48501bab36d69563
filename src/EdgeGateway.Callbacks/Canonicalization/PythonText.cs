using System.Text;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>What Python's <c>str</c> takes as white space.</summary>
internal static class PythonText
{
    /// <summary>Whether nothing is left after <c>strip()</c>.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // Most values begin with something that is plainly not white space.
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
