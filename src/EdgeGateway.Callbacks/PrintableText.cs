using System.Globalization;
using System.Text;

namespace EdgeGateway.Callbacks;

/// <summary>Text of unknown origin in a form that can be written to one line of a log.</summary>
public static class PrintableText
{
    /// <summary>What follows a text that was clipped.</summary>
    private const char Ellipsis = '…';

    /// <summary>
    /// The start of a text in UTF-8. Control characters, invisible characters, quotes, backslashes and invalid bytes are escaped.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum number of characters of the text that are written.</param>
    public static string Of(ReadOnlySpan<byte> text, int maxLength)
    {
        var output = new StringBuilder();
        for (var count = 0; !text.IsEmpty; count++)
        {
            if (count == maxLength)
            {
                return output.Append(Ellipsis).ToString();
            }

            if (Rune.DecodeFromUtf8(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                Append(rune, output);
            }
            else
            {
                output.Append(CultureInfo.InvariantCulture, $"\\x{text[0]:x2}");
                consumed = 1;
            }

            text = text[consumed..];
        }

        return output.ToString();
    }

    /// <summary>The start of a text, escaped in the same way.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum number of characters of the text that are written.</param>
    public static string Of(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);

        // A character takes at most three bytes, or two characters take four.
        var start = text.Length <= (maxLength * 2) + 1 ? text : text[..((maxLength * 2) + 1)];
        return Of(Encoding.UTF8.GetBytes(start), maxLength);
    }

    /// <summary>
    /// The whole text for a terminal: characters that would control it, or that are invisible, are escaped. Quotes and backslashes are kept.
    /// </summary>
    public static string ForTerminal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var output = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            output.Append(IsPrintable(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
        }

        return output.ToString();
    }

    private static void Append(Rune rune, StringBuilder output)
    {
        if (rune.Value is '"' or '\\')
        {
            output.Append('\\').Append((char)rune.Value);
        }
        else if (IsPrintable(rune))
        {
            output.Append(rune.ToString());
        }
        else
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
