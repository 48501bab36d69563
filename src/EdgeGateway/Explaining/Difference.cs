using System.Text;

namespace EdgeGateway.Explaining;

/// <summary>The first place where the signed octets of the received request differ from those that the provider signed.</summary>
/// <param name="Offset">The number of octets before it.</param>
/// <param name="Received">The octets around it in the request as it was received.</param>
/// <param name="Signed">The octets around it as the provider signed them.</param>
internal sealed record Difference(int Offset, string Received, string Signed)
{
    private const int Before = 16;
    private const int After = 32;

    /// <summary>Compares two sequences; null if they are equal or one cannot be read.</summary>
    public static Difference? Between(ReadOnlySpan<byte> received, ReadOnlySpan<byte> expected)
    {
        if (received.IsEmpty || expected.IsEmpty || received.SequenceEqual(expected))
        {
            return null;
        }

        var offset = received.CommonPrefixLength(expected);
        return new Difference(offset, Excerpt(received, offset), Excerpt(expected, offset));
    }

    /// <summary>Octets as text: UTF-8, with control characters and the ends of lines as escapes.</summary>
    public static string Visible(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(octets).EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\uFEFF' => "\\uFEFF",
                _ when Rune.IsControl(rune) => $"\\u{rune.Value:X4}",
                _ => rune.ToString(),
            });
        }

        return text.ToString();
    }

    private static string Excerpt(ReadOnlySpan<byte> octets, int offset)
    {
        var start = Math.Max(0, offset - Before);
        var end = Math.Min(octets.Length, offset + After);

        // Not within a character.
        while (start > 0 && (octets[start] & 0xC0) == 0x80)
        {
            start--;
        }

        while (end < octets.Length && (octets[end] & 0xC0) == 0x80)
        {
            end++;
        }

        return $"{(start > 0 ? "…" : "")}{Visible(octets[start..end])}{(end < octets.Length ? "…" : "")}";
    }
}
