using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.SdkTests.Callbacks;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.SdkTests.Alterations;

/// <summary>Changes of the fields of a JSON document. If the body's octets are signed, each one invalidates the signature.</summary>
internal static class FieldAlterations
{
    public static ImmutableArray<Alteration> All { get; } =
    [
        Member("field-value-changed", static (members, name, random) => members[name] = Other(members[name], random)),
        Member("field-removed", static (members, name, _) => members.Remove(name)),
        Member("field-null", static (members, name, _) => members[name] = null),
        Member("field-emptied", static (members, name, _) => members[name] = ""),
        Member("field-listed", static (members, name, _) => members[name] = new JsonArray(members[name]?.DeepClone())),
        Member("field-as-text", static (members, name, _) => members[name] = IsText(members[name]) ? members[name]!.DeepClone() : members[name]?.ToJsonString()),
        Member("field-number-respelled", static (members, name, _) => members[name] = Respell(members[name])),
        Member("field-renamed", static (members, name, _) => Rename(members, name, name + "x")),
        Member("field-recased", static (members, name, _) => Rename(members, name, name.ToUpperInvariant())),
        Member("field-added", static (members, name, random) => members["extra" + name] = random.Next()),
        Text("field-doubled-same", static (text, pair) => text[..^1] + "," + pair + "}"),
        Text("field-doubled-other-first", static (text, pair) => "{" + pair[..pair.IndexOf(':', StringComparison.Ordinal)] + ":\"other\"," + text[1..]),
        Text("field-doubled-other-last", static (text, pair) => text[..^1] + "," + pair[..pair.IndexOf(':', StringComparison.Ordinal)] + ":\"other\"}"),
        new("document-rewritten", static (callback, _) => callback.IsJson && Parse(callback) is { } document
            ? callback.WithText(document.ToJsonString(new JsonSerializerOptions { WriteIndented = true })) : null),
        new("document-escaped", static (callback, _) => callback.IsJson && Parse(callback) is { } document
            ? callback.WithText(document.ToJsonString()) : null),
        new("document-followed", static (callback, _) => callback.IsJson ? callback.WithText(callback.Text + "{}") : null),
        new("document-commented", static (callback, _) => callback.IsJson ? callback.WithText("/**/" + callback.Text) : null),
    ];

    private static Alteration Member(string name, Action<JsonObject, string, Random> change) => new(name, (callback, random) =>
    {
        if (Parse(callback) is not { } document)
        {
            return null;
        }

        var members = Objects(document).Where(static members => members.Count > 0).ToList();
        var chosen = members[random.Next(members.Count)];
        change(chosen, chosen.ElementAt(random.Next(chosen.Count)).Key, random);
        return callback.WithText(ReferenceJson.Write(document, isSorted: false));
    });

    /// <summary>Changes the text of one object at one of its members.</summary>
    private static Alteration Text(string name, Func<string, string, string> change) => new(name, (callback, random) =>
    {
        if (Parse(callback) is not { } document)
        {
            return null;
        }

        var members = Objects(document).Where(static members => members.Count > 0).ToList();
        var chosen = members[random.Next(members.Count)];
        var (member, value) = chosen.ElementAt(random.Next(chosen.Count));
        var text = ReferenceJson.Write(chosen, isSorted: false);
        var pair = $"{ReferenceJson.Quote(member)}:{ReferenceJson.Write(value, isSorted: false)}";
        var whole = ReferenceJson.Write(document, isSorted: false);
        var at = whole.IndexOf(text, StringComparison.Ordinal);
        return callback.WithText(whole[..at] + change(text, pair) + whole[(at + text.Length)..]);
    });

    private static JsonObject? Parse(SdkCallback callback) =>
        callback.IsJson && callback.Text.TrimStart().StartsWith('{') ? JsonNode.Parse(callback.Text)!.AsObject() : null;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(static member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private static JsonNode? Other(JsonNode? value, Random random) => value?.GetValueKind() switch
    {
        JsonValueKind.String => RandomRequest.Text(random) + "x",
        JsonValueKind.Number => random.Next(1_000_000, int.MaxValue),
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        _ => "other",
    };

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static JsonNode? Respell(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.Number)
        {
            return value?.DeepClone();
        }

        var text = value.ToJsonString();
        return JsonNode.Parse(text.AsSpan().ContainsAny(".eE") ? text + (text.Contains('e', StringComparison.OrdinalIgnoreCase) ? "" : "0") : text + ".0");
    }

    private static void Rename(JsonObject members, string from, string to)
    {
        var value = members[from]?.DeepClone();
        members.Remove(from);
        members[to] = value;
    }
}
