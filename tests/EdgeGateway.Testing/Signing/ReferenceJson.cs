using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Testing.Signing;

/// <summary>Writes compact JSON. Numbers keep their spelling, and only characters that must be escaped are.</summary>
public static class ReferenceJson
{
    /// <param name="node">The value.</param>
    /// <param name="isSorted">Whether the members of every object are sorted by their names.</param>
    public static string Write(JsonNode? node, bool isSorted) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(',', Order(members, isSorted).Select(member => $"{Quote(member.Key)}:{Write(member.Value, isSorted)}")) + "}",
        JsonArray items => "[" + string.Join(',', items.Select(item => Write(item, isSorted))) + "]",
        _ when node.GetValueKind() == JsonValueKind.String => Quote(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    /// <summary>A text in quotes.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var result = new StringBuilder("\"");
        foreach (var character in text)
        {
            result.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }

        return result.Append('"').ToString();
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Order(JsonObject members, bool isSorted) =>
        isSorted ? members.OrderBy(static member => member.Key, StringComparer.Ordinal) : members;
}
