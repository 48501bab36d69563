using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Requests;

namespace EdgeGateway.Explaining;

/// <summary>The values that a scheme signs and that a request does not have.</summary>
internal static partial class MissingValues
{
    /// <summary>Sources such as <c>header:webhook-id</c>.</summary>
    public static IEnumerable<string> Of(CapturedRequest request, SignatureScheme scheme)
    {
        var content = scheme.Definition?["Content"] is JsonObject byMethod ? byMethod[request.Method]?.ToString() : scheme.Definition?["Content"]?.ToString();
        var holes = Hole().Matches(Group().Replace(content ?? "", "")).Select(static match => match.Groups[1].Value).Distinct().ToArray();
        var missing = holes.Where(hole => !Has(request, hole)).ToArray();
        return missing.Length > 0 ? missing : holes;
    }

    private static bool Has(CapturedRequest request, string source)
    {
        var (kind, name) = (source.Split(':')[0], source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return kind switch
        {
            "header" => request.Headers.ContainsKey(name),
            "query" => HasPair(request.Query, name),
            "field" when Parse(request.Body.Span) is { } document => name.Split('.').Aggregate((JsonNode?)document, static (node, part) => (node as JsonObject)?[part]) is not null,
            _ => HasPair(Encoding.UTF8.GetString(request.Body.Span), name) || HasPair(request.Query, name),
        };
    }

    private static bool HasPair(string pairs, string name) =>
        Array.Exists(pairs.Split('&'), pair => Uri.UnescapeDataString(pair.Split('=')[0].Replace('+', ' ')) == name);

    private static JsonNode? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A required value; one with a question mark may be missing.</summary>
    [GeneratedRegex(@"\{((?:header|query|form|field):[^{}|?]+)(?:\|[a-z0-9|]+)?\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\[\[.*?\]\]")]
    private static partial Regex Group();
}
