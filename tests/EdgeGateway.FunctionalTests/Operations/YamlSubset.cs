using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>
/// Reads the subset of YAML that the files use: maps with an indentation of two, lists of maps and scalars, scalars, blocks of text after
/// <c>|</c>, and lists and maps in one line as JSON. Lines that are comments are skipped, also within a block. Anything else is an error.
/// </summary>
internal static partial class YamlSubset
{
    private const string ItemMark = "- ";

    /// <summary>Reads a file with one document.</summary>
    public static JsonObject Parse(string text) => ParseAll(text).Single();

    /// <summary>Reads a file with documents that are separated by <c>---</c>.</summary>
    public static IReadOnlyList<JsonObject> ParseAll(string text) => [.. Separator().Split(text).Select(ParseDocument)];

    private static JsonObject ParseDocument(string text)
    {
        var lines = text.Split('\n').Where(static line => line.Trim() is { Length: > 0 } content && !content.StartsWith('#')).ToList();
        var position = 0;
        var root = ReadMap(lines, ref position, indentation: 0);
        return position == lines.Count ? root : throw new FormatException($"Not understood: {lines[position]}");
    }

    private static JsonObject ReadMap(List<string> lines, ref int position, int indentation)
    {
        var map = new JsonObject();
        while (position < lines.Count && IndentationOf(lines[position]) == indentation && !IsItem(lines[position]))
        {
            var line = lines[position++];
            if (Member().Match(line) is not { Success: true } member || line.Contains('\t', StringComparison.Ordinal))
            {
                throw new FormatException($"Not understood: {line}");
            }

            // Add throws if a name occurs twice.
            map.Add(member.Groups["name"].Value, member.Groups["value"].Value.Trim() switch
            {
                "" => ReadBelow(lines, ref position, indentation),
                "|" => ReadBlock(lines, ref position, indentation),
                var value => ReadValue(value),
            });
        }

        return map;
    }

    // The items of a list may be indented or not.
    private static JsonNode ReadBelow(List<string> lines, ref int position, int indentation)
    {
        if (position < lines.Count && IsItem(lines[position]) && IndentationOf(lines[position]) is var own && (own == indentation || own == indentation + 2))
        {
            return ReadList(lines, ref position, own);
        }

        return ReadMap(lines, ref position, indentation + 2);
    }

    private static JsonArray ReadList(List<string> lines, ref int position, int indentation)
    {
        var list = new JsonArray();
        while (position < lines.Count && IndentationOf(lines[position]) == indentation && IsItem(lines[position]))
        {
            var item = lines[position].TrimStart()[ItemMark.Length..];
            if (item[0] is not ('[' or '{' or '"' or '\'') && Member().IsMatch(item))
            {
                // The first member of a map: it is indented like the others once the mark is a space.
                lines[position] = new string(' ', indentation + ItemMark.Length) + item;
                list.Add(ReadMap(lines, ref position, indentation + ItemMark.Length));
            }
            else
            {
                list.Add(ReadValue(item));
                position++;
            }
        }

        return list;
    }

    private static JsonValue ReadBlock(List<string> lines, ref int position, int indentation)
    {
        var block = new List<string>();
        while (position < lines.Count && IndentationOf(lines[position]) > indentation)
        {
            block.Add(lines[position++][(indentation + 2)..]);
        }

        return JsonValue.Create(string.Join('\n', block) + '\n');
    }

    private static JsonNode? ReadValue(string value) => value[0] switch
    {
        '[' or '{' or '"' => JsonNode.Parse(value),
        '\'' => JsonValue.Create(value[1..^1].Replace("''", "'", StringComparison.Ordinal)),
        _ => JsonValue.Create(value),
    };

    private static bool IsItem(string line) => line.AsSpan().TrimStart(' ').StartsWith(ItemMark, StringComparison.Ordinal);

    private static int IndentationOf(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex("^---$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex("^ *(?<name>[^:]+):(?<value>( .*)?)$")]
    private static partial Regex Member();
}
