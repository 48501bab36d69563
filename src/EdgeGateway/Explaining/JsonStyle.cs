using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeGateway.Explaining;

/// <summary>One way in which programs write JSON.</summary>
/// <param name="Name">The programs or the form, as a part of a sentence.</param>
/// <param name="Indent">Spaces or a tab for each level; null for one line.</param>
/// <param name="Colon">Between a name and a value.</param>
/// <param name="Comma">Between values, before a line break.</param>
internal sealed record JsonStyle(string Name, string? Indent = null, string Colon = ":", string Comma = ",")
{
    /// <summary>The end of a line, where values are indented.</summary>
    public string LineEnd { get; init; } = "\n";

    /// <summary>Whether characters beyond ASCII are written as escapes.</summary>
    public bool IsAscii { get; init; }

    /// <summary>Whether slashes are escaped, as PHP does.</summary>
    public bool EscapesSlashes { get; init; }

    /// <summary>Whether names are sorted.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Writes a scalar that is not a string; null for the text as it was written.</summary>
    public Func<JsonElement, string?>? Scalar { get; init; }

    /// <summary>Writes a document.</summary>
    public byte[] Write(JsonElement document)
    {
        var text = new StringBuilder();
        Write(document, 0, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(JsonElement value, int level, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = IsSorted ? value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal) : (IEnumerable<JsonProperty>)value.EnumerateObject();
                WriteAll('{', members, '}', level, text, (member, inner) =>
                {
                    WriteString(member.Name, text);
                    text.Append(Colon);
                    Write(member.Value, inner, text);
                });
                break;
            case JsonValueKind.Array:
                WriteAll('[', value.EnumerateArray(), ']', level, text, (item, inner) => Write(item, inner, text));
                break;
            case JsonValueKind.String when Scalar?.Invoke(value) is not { }:
                WriteString(value.GetString()!, text);
                break;
            default:
                text.Append(Scalar?.Invoke(value) ?? value.GetRawText());
                break;
        }
    }

    private void WriteAll<T>(char open, IEnumerable<T> items, char close, int level, StringBuilder text, Action<T, int> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : Comma);
            isFirst = false;
            BreakLine(level + 1, text);
            write(item, level + 1);
        }

        if (!isFirst)
        {
            BreakLine(level, text);
        }

        text.Append(close);
    }

    private void BreakLine(int level, StringBuilder text)
    {
        if (Indent is not null)
        {
            text.Append(LineEnd).Insert(text.Length, Indent, level);
        }
    }

    private void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var character in value)
        {
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                '/' when EscapesSlashes => "\\/",
                < ' ' => Escape(character),
                > '~' when IsAscii => Escape(character),
                _ => character.ToString(),
            });
        }

        text.Append('"');
    }

    private static string Escape(char character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
