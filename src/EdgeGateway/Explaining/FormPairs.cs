using System.Text;

namespace EdgeGateway.Explaining;

/// <summary>The pairs of a form, decoded.</summary>
internal static class FormPairs
{
    /// <summary>How many pairs are looked at.</summary>
    private const int MaxPairs = 256;

    /// <summary>The pairs of a text such as <c>a=1&amp;b=2</c>; empty if it is none.</summary>
    public static (string Name, string Value)[] Parse(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        return text.StartsWith('{') || !text.Contains('=', StringComparison.Ordinal)
            ? []
            : [.. text.Split('&').Take(MaxPairs).Select(static pair => pair.Split('=', 2)).Select(static pair => (Decode(pair[0]), pair.Length == 1 ? "" : Decode(pair[1])))];
    }

    /// <summary>Writes pairs.</summary>
    public static byte[] Write(IEnumerable<(string Name, string Value)> pairs, Func<string, string> encode) =>
        Encoding.UTF8.GetBytes(string.Join('&', pairs.Select(pair => $"{encode(pair.Name)}={encode(pair.Value)}")));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
