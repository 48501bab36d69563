using System.Globalization;
using System.Text;

namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>The ways to write a character in a JSON string.</summary>
internal static class JsonSpelling
{
    public const int Ways = 8;

    private const string Shorthand = "\"\\/\b\f\n\r\t";
    private const string ShorthandLetters = "\"\\/bfnrt";

    public static string Spell(Rune rune, int way)
    {
        var shorthand = rune.IsBmp ? Shorthand.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        var mustEscape = rune.Value is < ' ' or '"' or '\\';
        return way switch
        {
            0 => Escape(rune, "x4"),
            1 => Escape(rune, "X4"),
            2 when shorthand >= 0 => "\\" + ShorthandLetters[shorthand],
            _ when !mustEscape => rune.ToString(),
            _ when shorthand >= 0 => "\\" + ShorthandLetters[shorthand],
            _ => Escape(rune, "x4"),
        };
    }

    private static string Escape(Rune rune, string format) =>
        string.Concat(rune.ToString().Select(unit => "\\u" + ((int)unit).ToString(format, CultureInfo.InvariantCulture)));
}
