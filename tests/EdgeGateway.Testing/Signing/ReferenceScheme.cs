using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeGateway.Testing.Signing;

/// <summary>
/// Interprets the definition of a scheme with strings, without the gateway's code, so that the two
/// check each other. It supports what the presets use.
/// </summary>
/// <param name="definition">The complete definition.</param>
/// <param name="request">What is to be signed.</param>
/// <param name="parameters">The profile's parameters.</param>
/// <param name="publicUrl">The URL that is registered with the provider.</param>
/// <param name="secret">The secret as text.</param>
public sealed partial class ReferenceScheme(
    JsonObject definition, ReferenceRequest request, IReadOnlyDictionary<string, string> parameters, string? publicUrl, string secret)
{
    /// <summary>The elements of the signature's header, by name.</summary>
    public IReadOnlyDictionary<string, string> Elements { get; init; } = new Dictionary<string, string>();

    /// <summary>The root of field paths: the request's document, or one of its items.</summary>
    public JsonObject? Root { get; init; } = request?.Document;

    /// <summary>The signed text for a method.</summary>
    public string Content(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var content = definition["Content"]!;
        var text = Fill((content is JsonObject byMethod ? byMethod[method]! : content).GetValue<string>(), out _);
        foreach (var transform in definition["Transform"]?.AsArray() ?? [])
        {
            text = transform!.GetValue<string>() == "Lower" ? text.ToLowerInvariant() : UrlEncode(text);
        }

        return text;
    }

    /// <summary>The value of a source; null if it is missing.</summary>
    public string? Find(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return source.Split(':')[0] switch
        {
            "header" => request.Headers.GetValueOrDefault(name),
            "query" => Find(request.Query, name),
            "form" => Find(request.Form!, name),
            "sig" => Elements.GetValueOrDefault(name),
            "param" => parameters[name],
            _ when Root is null => Find(request.Form ?? request.Query, name),
            _ => Print(name.Split('.').Aggregate((JsonNode?)Root, static (node, part) => (node as JsonObject)?[part])),
        };
    }

    private static string? Find(List<(string Name, string Value)> pairs, string name) =>
        pairs.Where(pair => pair.Name == name).Select(static pair => pair.Value).FirstOrDefault();

    private static string? Print(JsonNode? node) => node switch
    {
        null => null,
        _ when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private string Fill(string template, out bool isComplete)
    {
        var isWhole = true;
        var text = Pieces().Replace(template, piece =>
        {
            switch (piece.Value)
            {
                case "{{" or "}}":
                    return piece.Value[..1];
                case ['[', ..]:
                    var inner = Fill(piece.Value[2..^2], out var isInnerComplete);
                    return isInnerComplete ? inner : "";
                default:
                    var value = Hole(piece.Value[1..^1]);
                    isWhole &= value.Length > 0;
                    return value;
            }
        });
        isComplete = isWhole;
        return text;
    }

    private string Hole(string hole)
    {
        var parts = hole.TrimEnd('?').Split('|');
        var value = parts[0] switch
        {
            "body" => request.Body,
            "secret" => secret,
            "url" => publicUrl!.Contains('?', StringComparison.Ordinal) || request.Query.Count == 0 ? publicUrl : $"{publicUrl}?{request.ToVector().Query}",
            "json" => ReferenceJson.Write(request.Document, isSorted: true),
            "fields" => Fields(definition["Fields"]!.AsObject()),
            ['b', 'o', 'd', 'y', '-', .. var name] => Without(name),
            var source => Find(source) ?? "",
        };
        return parts.Length == 1 ? value
            : parts[1] == "base64" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value))
            : Crc32(Encoding.UTF8.GetBytes(value)).ToString(CultureInfo.InvariantCulture);
    }

    private string Without(string name)
    {
        var document = request.Document!.DeepClone().AsObject();
        document.Remove(name);
        return request.Write(document);
    }

    private string Fields(JsonObject rule)
    {
        var sort = rule["Sort"]!.GetValue<string>();
        
        // Like strcasecmp: in lower case, so that '_' sorts before letters.
        Func<string, string> fold = sort == "OrdinalIgnoreCase" ? static name => name.ToLowerInvariant() : static name => name;
        var members = Members(rule["From"]!.GetValue<string>()).ToList();
        if (rule["Unwrap"]?.GetValue<string>().Split('*') is [var start, var end])
        {
            members = [.. members
                .Where(member => member.Name.StartsWith(start, StringComparison.Ordinal) && member.Name.EndsWith(end, StringComparison.Ordinal))
                .Select(member => (member.Name[start.Length..^end.Length], member.Value))];
        }

        var skip = rule["Skip"]?.AsArray().Select(static name => name!.GetValue<string>()).ToList() ?? [];
        members.RemoveAll(member => skip.Contains(member.Name));
        if (rule["Only"]?.GetValue<string>().TrimEnd('*') is { } only)
        {
            members.RemoveAll(member => !member.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase));
        }

        if (rule["ScalarsOnly"] is not null)
        {
            members.RemoveAll(static member => member.Value is JsonObject or JsonArray);
        }

        if (rule["DropEmpty"] is not null)
        {
            members.RemoveAll(static member => string.IsNullOrEmpty(Print(member.Value)));
        }

        members.AddRange((rule["Add"]?.AsObject() ?? []).Select(_ => ("Password", (JsonNode?)secret)));
        IEnumerable<(string Name, JsonNode? Value)> ordered = sort == "AsListed"
            ? rule["Names"]!.AsArray().Select(name => members.Single(member => member.Name == name!.GetValue<string>()))
            : rule["Repeats"] is not null
                ? members.DistinctBy(static member => (member.Name, Print(member.Value))).OrderBy(static member => member.Name, StringComparer.Ordinal).ThenBy(static member => Print(member.Value), StringComparer.Ordinal)
                : members.OrderBy(member => fold(member.Name), StringComparer.Ordinal);
        var item = rule["Item"]!.GetValue<string>();
        return string.Join(rule["Join"]!.GetValue<string>(), ordered.Select(member => ItemHoles().Replace(item, hole => hole.Value switch
        {
            "{name}" => member.Name,
            "{value}" => Print(member.Value) ?? "",
            _ => ReferenceJson.Write(member.Value, isSorted: true),
        })));
    }

    private IEnumerable<(string Name, JsonNode? Value)> Members(string from) => from switch
    {
        "query" => request.Query.Select(static pair => (pair.Name, (JsonNode?)pair.Value)),
        "form" => request.Form!.Select(static pair => (pair.Name, (JsonNode?)pair.Value)),
        "document" when Root is null => (request.Form ?? request.Query).Select(static pair => (pair.Name, (JsonNode?)pair.Value)),
        "document" => Root!.Select(static member => (member.Key, member.Value)),
        _ => Root![from["field:".Length..]]!.AsObject().Select(static member => (member.Key, member.Value)),
    };

    private static uint Crc32(byte[] octets)
    {
        var value = uint.MaxValue;
        foreach (var octet in octets)
        {
            value ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }
        }

        return ~value;
    }

    private static string UrlEncode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(static octet => (char)octet switch
    {
        ' ' => "+",
        var character when char.IsAsciiLetterOrDigit(character) || "-_.!*()".Contains(character, StringComparison.Ordinal) => character.ToString(),
        _ => $"%{octet:x2}",
    }));

    [GeneratedRegex(@"\[\[.*?\]\]|\{\{|\{[^{}]+\}|\}\}")]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\{(name|value|json)\}")]
    private static partial Regex ItemHoles();
}
