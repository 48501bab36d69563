using System.Text.Json.Nodes;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>
/// Reads the subset of YAML that the files use: maps with an indentation of two, scalars, and lists and maps in one line as JSON.
/// Anything else is an error.
/// </summary>
internal static class YamlSubset
{
    public static JsonObject Parse(string text)
    {
        var lines = text.Split('\n').Where(static line => line.Trim() is { Length: > 0 } content && !content.StartsWith('#')).ToList();
        var position = 0;
        var root = ReadMap(lines, ref position, indentation: 0);
        return position == lines.Count ? root : throw new FormatException($"Not understood: {lines[position]}");
    }

    private static JsonObject ReadMap(List<string> lines, ref int position, int indentation)
    {
        var map = new JsonObject();
        while (position < lines.Count && IndentationOf(lines[position]) == indentation)
        {
            var line = lines[position++];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line.Contains('\t', StringComparison.Ordinal))
            {
                throw new FormatException($"Not understood: {line}");
            }

            var name = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            // Add throws if a name occurs twice.
            map.Add(name, value.Length > 0 ? ReadValue(value) : ReadMap(lines, ref position, indentation + 2));
        }

        return map;
    }

    private static JsonNode? ReadValue(string value) => value[0] is '[' or '{' or '"' ? JsonNode.Parse(value) : JsonValue.Create(value);

    private static int IndentationOf(string line) => line.Length - line.TrimStart(' ').Length;
}
