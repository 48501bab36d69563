using System.Text.Json;

namespace EdgeGateway.Tests.Callbacks.Generation;

/// <summary>Changes a body in ways that may keep its canonical content.</summary>
internal static class BodyRestructuring
{
    /// <summary>The body, and the results of consecutive changes, without those that have duplicate names.</summary>
    public static IEnumerable<JsonBody> Steps(JsonBody body, int[] choices)
    {
        yield return body;
        foreach (var choice in choices)
        {
            body = Step(body, choice % 13, choice / 13);
            if (body.Members.DistinctBy(static member => member.Name.ToLowerInvariant()).Count() == body.Members.Length)
            {
                yield return body;
            }
        }
    }

    private static JsonBody Step(JsonBody body, int kind, int at)
    {
        var count = body.Members.Length;
        if (count == 0 || kind == 0)
        {
            return body.With(at % (count + 1), JsonMember.Of("empty" + (at % 7), (at % 5) switch { 0 => "null", 1 => "false", 2 => "\"\"", 3 => "\" \"", _ => "[]" }));
        }

        at %= count;
        var member = body.Members[at];
        using var document = JsonDocument.Parse(member.ValueJson);
        var value = document.RootElement;
        return (kind, value.ValueKind) switch
        {
            (1, _) => body with { Members = [.. body.Members.Reverse()] },
            (2, _) => body.Replacing(at, Renamed(member, member.Name.ToUpperInvariant())),
            (3, _) => body.Replacing(at, Renamed(member, member.Name.ToLowerInvariant())),
            (4, JsonValueKind.Object) => Flattened(body, at, value),
            (4, _) => Nested(body, at),
            (5, JsonValueKind.String) => body.Replacing(at, SplitAtColon(member, value.GetString()!)),
            (5, JsonValueKind.Object or JsonValueKind.Array) => body.Replacing(at, member with { ValueJson = Quoted(Joined(value)) }),
            (6, JsonValueKind.Array) => body.Replacing(at, member with { ValueJson = "[" + string.Join(',', value.EnumerateArray().Reverse()
                .Select(static item => item.GetRawText())) + "]" }),
            (6, JsonValueKind.Object) => body.Replacing(at, member with { ValueJson = "{" + string.Join(',', value.EnumerateObject().Reverse()
                .Select(static item => Quoted(item.Name) + ":" + item.Value.GetRawText())) + "}" }),
            (7, JsonValueKind.String) when IsNumber(value.GetString()!) => body.Replacing(at, member with { ValueJson = value.GetString()! }),
            (7, JsonValueKind.Number) => body.Replacing(at, member with { ValueJson = Quoted(value.GetRawText()) }),
            (8, JsonValueKind.Number) => body.Replacing(at, member with { ValueJson = value.GetRawText().Contains('.', StringComparison.Ordinal)
                ? value.GetRawText() : value.GetRawText().Replace("e", ".0e", StringComparison.OrdinalIgnoreCase) }),
            (8, JsonValueKind.True) => body.Replacing(at, member with { ValueJson = "1" }),
            (8, JsonValueKind.False) => body.Replacing(at, member with { ValueJson = "null" }),
            (9, JsonValueKind.True) => body.Replacing(at, member with { ValueJson = "\"True\"" }),
            (9, JsonValueKind.Null) => body.Replacing(at, member with { ValueJson = "\"None\"" }),
            (9, JsonValueKind.Object) when !value.EnumerateObject().Any() => body.Replacing(at, member with { ValueJson = "[]" }),
            (10, JsonValueKind.String) => body.Replacing(at, member with { ValueJson = Escaped(value.GetString()!) }),
            (11, JsonValueKind.String) => body.Replacing(at, member with { ValueJson = Quoted("INV-" + value.GetString()) }),
            _ => body with { Space = body.Space + " " },
        };
    }

    private static JsonBody Flattened(JsonBody body, int at, JsonElement value)
    {
        var members = value.EnumerateObject().Select(static item => new JsonMember(item.Name, Quoted(item.Name), item.Value.GetRawText())).ToArray();
        return members.Length == 0
            ? body.Without(at)
            : body.Replacing(at, [body.Members[at] with { ValueJson = "{" + members[0].NameJson + ":" + members[0].ValueJson + "}" }, .. members[1..]]);
    }

    /// <summary>Moves the following members into the value of one.</summary>
    private static JsonBody Nested(JsonBody body, int at)
    {
        var inner = body.Members[at..];
        return body with
        {
            Members = [.. body.Members[..at], inner[0] with
            {
                ValueJson = "{" + string.Join(',', inner.Skip(1).Select(static item => item.NameJson + ":" + item.ValueJson)) + "}",
            }],
        };
    }

    private static JsonMember SplitAtColon(JsonMember member, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? member : member with { ValueJson = "{" + Quoted(text[..colon]) + ":" + Quoted(text[(colon + 1)..]) + "}" };
    }

    private static string Joined(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join(';', value.EnumerateObject().Select(static item => item.Name + ":" + item.Value))
        : string.Join(';', value.EnumerateArray().Select(static item => item.ToString()));

    private static JsonMember Renamed(JsonMember member, string name) => member with { Name = name, NameJson = Quoted(name) };

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) && text[0] != '0';

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Escaped(string text) =>
        "\"" + string.Concat(text.EnumerateRunes().Select(static rune => JsonSpelling.Spell(rune, way: 0))) + "\"";
}
