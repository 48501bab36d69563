using System.Buffers;

namespace EdgeGateway.Logging;

/// <summary>Writes text so that it cannot end the line that it is in, or control a terminal.</summary>
internal static class LogText
{
    private static readonly SearchValues<char> _controls = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(static code => (char)code).Where(char.IsControl), '\u2028', '\u2029']);

    /// <summary>Writes <paramref name="text"/>, with <paramref name="newLine"/> for each line break and spaces for other control characters.</summary>
    public static void Write(TextWriter writer, ReadOnlySpan<char> text, string newLine)
    {
        while (text.IndexOfAny(_controls) is var index and >= 0)
        {
            writer.Write(text[..index]);
            var isBreak = text[index] == '\n' || text[index..].StartsWith("\r\n", StringComparison.Ordinal);
            writer.Write(isBreak ? newLine : " ");
            text = text[(index + (isBreak && text[index] == '\r' ? 2 : 1))..];
        }

        writer.Write(text);
    }
}
