using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>
/// One object of a scheme's definition. Reads its members, as JSON types or as configuration text, and reports invalid ones.
/// </summary>
/// <param name="json">The object; its names are case-insensitive.</param>
/// <param name="path">The object's path in the definition; empty for the outermost.</param>
/// <param name="faults">Receives the faults.</param>
internal sealed class DefinitionNode(JsonObject json, string path, List<SchemeFault> faults)
{
    private readonly List<string> _known = [];

    /// <summary>The object's members.</summary>
    public JsonObject Json => json;

    /// <summary>Reports a fault of a member.</summary>
    public void Refuse(string name, string message) => faults.Add(new SchemeFault(PathOf(name), message));

    /// <summary>Whether the member is there.</summary>
    public bool Has(string name) => json[name] is not null;

    /// <summary>Whether a fault of the member was reported.</summary>
    public bool IsRefused(string name) => faults.Exists(fault => fault.Path.StartsWith(PathOf(name), StringComparison.Ordinal));

    /// <summary>A text; null if absent.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        switch (json[name])
        {
            case null:
                return null;
            case JsonValue value:
                return TextOf(value);
            default:
                Refuse(name, "a text is expected, not a list or an object");
                return null;
        }
    }

    /// <summary>A boolean; false if absent.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var flag))
        {
            Refuse(name, $"'{text}' is not true or false");
        }

        return flag;
    }

    /// <summary>A time span from zero to ten years; null if absent.</summary>
    public TimeSpan? Time(string name) => Text(name) is { } text ? TimeOf(name, text) : null;

    /// <summary>A list of such time spans; null if absent.</summary>
    public ImmutableArray<TimeSpan>? Times(string name) =>
        Texts(name) is { } texts ? [.. texts.Select(text => TimeOf(name, text)).OfType<TimeSpan>()] : null;

    /// <summary>One of several words, case-insensitive; <paramref name="absent"/> if absent.</summary>
    public T Choice<T>(string name, IReadOnlyList<(string Word, T Value)> words, T absent)
    {
        if (Text(name) is not { } text)
        {
            return absent;
        }

        foreach (var (word, value) in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Refuse(name, $"'{text}' is not one of {string.Join(", ", words.Select(static word => word.Word))}{Meant(text, words.Select(static word => word.Word))}");
        return absent;
    }

    /// <summary>A list of texts, or a single text; null if absent.</summary>
    public ImmutableArray<string>? Texts(string name)
    {
        _known.Add(name);
        switch (json[name])
        {
            case null:
                return null;
            case JsonValue value:
                // The configuration represents an empty list as an empty text.
                return TextOf(value) is { Length: > 0 } text ? [text] : [];
            case JsonArray array when array.All(static item => item is JsonValue):
                return [.. array.Select(static item => TextOf((JsonValue)item!))];
            default:
                Refuse(name, "a list of texts is expected");
                return null;
        }
    }

    /// <summary>A list of lists of texts; null if absent.</summary>
    public ImmutableArray<ImmutableArray<string>>? TextLists(string name)
    {
        _known.Add(name);
        switch (json[name])
        {
            case null:
                return null;
            case JsonValue value when TextOf(value).Length == 0:
                return [];
            case JsonArray array when array.All(static list => list is JsonArray items && items.All(static item => item is JsonValue)):
                return [.. array.Select(static list => ((JsonArray)list!).Select(static item => TextOf((JsonValue)item!)).ToImmutableArray())];
            default:
                Refuse(name, "a list of lists is expected, such as [ [ \"header:X-Id\" ], [ \"field:id\" ] ]");
                return null;
        }
    }

    /// <summary>An object; null if absent.</summary>
    public DefinitionNode? Object(string name)
    {
        _known.Add(name);
        switch (json[name])
        {
            case null:
                return null;
            case JsonObject inner:
                return new DefinitionNode(inner, PathOf(name), faults);
            default:
                Refuse(name, "an object is expected");
                return null;
        }
    }

    /// <summary>The members of an object with arbitrary names, with their texts.</summary>
    public IEnumerable<(string Name, ImmutableArray<string> Values)> Entries()
    {
        foreach (var (name, _) in json)
        {
            yield return (name, Texts(name) ?? []);
        }
    }

    /// <summary>Whether the member is an object.</summary>
    public bool IsObject(string name) => json[name] is JsonObject;

    /// <summary>Reports every unknown member.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, _) in json)
        {
            if (!_known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Refuse(name, $"unknown{Meant(name, _known)}; known here are {string.Join(", ", _known)}");
            }
        }
    }

    private static string Meant(string text, IEnumerable<string> known) => NearestName.Find(text, known) is { } meant ? $"; did you mean {meant}?" : "";

    private static string TextOf(JsonValue value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private TimeSpan? TimeOf(string name, string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= TimeSpan.FromDays(3660))
        {
            return time;
        }

        Refuse(name, $"'{text}' is not a time span such as 00:05:00 or 3.00:00:00");
        return null;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}:{name}";
}
