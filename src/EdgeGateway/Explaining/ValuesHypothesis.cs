using System.Globalization;
using System.Text.Json;

namespace EdgeGateway.Explaining;

/// <summary>Numbers, booleans or null were written in another form than the one that the provider signed.</summary>
internal sealed class ValuesHypothesis : Hypothesis
{
    private static readonly (string Name, Func<JsonElement, string?> Write)[] _forms =
    [
        ("numbers with two decimals", static value => Number(value, "0.00")),
        ("whole numbers with one decimal", static value => Number(value, "0.0#######")),
        ("numbers without trailing zeros", static value => Number(value, "0.########")),
        ("numbers as strings", static value => value.ValueKind == JsonValueKind.Number ? Quote(value.GetRawText()) : null),
        ("numbers that were strings", static value => value.ValueKind == JsonValueKind.String && IsNumber(value.GetString()!) ? value.GetString() : null),
        ("booleans as 1 and 0", static value => Boolean(value, "1", "0")),
        ("booleans as the strings 1 and 0", static value => Boolean(value, "\"1\"", "\"0\"")),
        ("booleans as strings", static value => Boolean(value, "\"true\"", "\"false\"")),
        ("booleans as the strings True and False", static value => Boolean(value, "\"True\"", "\"False\"")),
        ("true as the string 1 and false as an empty one", static value => Boolean(value, "\"1\"", "\"\"")),
        ("booleans that were strings", static value => value.ValueKind == JsonValueKind.String && value.GetString() is "true" or "false" ? value.GetString() : null),
        ("null as an empty string", static value => value.ValueKind == JsonValueKind.Null ? "\"\"" : null),
        ("null as the string null", static value => value.ValueKind == JsonValueKind.Null ? "\"null\"" : null),
        ("empty strings as null", static value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0 ? "null" : null),
    ];

    public override IEnumerable<Trial> Trials(ExplainCase @case)
    {
        if (JsonDocuments.Parse(@case.Input.Request.Body) is not { } document)
        {
            yield break;
        }

        var plain = new JsonStyle("").Write(document);
        foreach (var (name, write) in _forms)
        {
            var body = new JsonStyle("") { Scalar = write }.Write(document);
            if (!body.AsSpan().SequenceEqual(plain))
            {
                yield return new Trial($"values were written in another form; the provider signed {name}", @case.Input.With(body));
            }
        }
    }

    private static string? Number(JsonElement value, string format) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number.ToString(format, CultureInfo.InvariantCulture) : null;

    private static string? Boolean(JsonElement value, string isTrue, string isFalse) => value.ValueKind switch
    {
        JsonValueKind.True => isTrue,
        JsonValueKind.False => isFalse,
        _ => null,
    };

    private static string Quote(string text) => $"\"{text}\"";

    private static bool IsNumber(string text) => text.Length is > 0 and < 16 && text.All(static character => char.IsAsciiDigit(character) || character == '.')
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && (text[0] != '0' || text.Length == 1 || text[1] == '.') && text[^1] != '.' && text[0] != '.';
}
