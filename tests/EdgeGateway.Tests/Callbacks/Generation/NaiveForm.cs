using System.Globalization;
using System.Text;

namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>A parser for forms, with strings and exceptions.</summary>
internal static class NaiveForm
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(IEnumerable<(string Name, string Value)> pairs, bool everything) =>
        string.Join('&', pairs.Select(pair => Encode(pair.Name, everything) + "=" + Encode(pair.Value, everything)));

    /// <summary>Parses a form; null if it is not valid.</summary>
    /// <param name="form">The form.</param>
    /// <param name="isOctets">Whether each character is one octet; otherwise the text is encoded in UTF-8.</param>
    public static List<(string Name, string Value)>? Decode(string form, bool isOctets = false)
    {
        try
        {
            var pairs = form.Split('&').Select(static pair => pair.Split('=', 2)).Select(parts => (Text(parts[0], isOctets), Text(parts[1], isOctets))).ToList();
            var isStrict = form.Split('&').All(static pair => pair.IndexOf('=', StringComparison.Ordinal) > 0)
                && pairs.All(static pair => !pair.Item1.Contains('\0', StringComparison.Ordinal) && !pair.Item2.Contains('\0', StringComparison.Ordinal))
                && pairs.Select(static pair => pair.Item1.ToLowerInvariant()).Distinct().Count() == pairs.Count;
            return isStrict ? pairs : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string Text(string encoded, bool isOctets)
    {
        var octets = new List<byte>();
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] == '%')
            {
                var digits = encoded.AsSpan(at + 1, 2);
                if (!char.IsAsciiHexDigit(digits[0]) || !char.IsAsciiHexDigit(digits[1]))
                {
                    return "\0";
                }

                octets.Add(byte.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 2;
            }
            else
            {
                octets.AddRange((isOctets ? Encoding.Latin1 : Encoding.UTF8).GetBytes(encoded[at] == '+' ? " " : encoded[at].ToString()));
            }
        }

        return _strict.GetString([.. octets]);
    }

    private static string Encode(string text, bool everything) => string.Concat(Encoding.UTF8.GetBytes(text).Select(octet =>
        !everything && char.IsAsciiLetterOrDigit((char)octet) ? ((char)octet).ToString()
            : !everything && octet == ' ' ? "+"
            : $"%{octet:x2}"));
}
