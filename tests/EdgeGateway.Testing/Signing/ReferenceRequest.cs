using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Testing.Signing;

/// <summary>A request that can be changed before it is signed: pairs of a form or a query, or a JSON document.</summary>
public sealed class ReferenceRequest
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly PresetVector _vector;

    /// <param name="vector">The request.</param>
    /// <param name="isRewritten">Whether a JSON body is parsed, and written for each signature; otherwise its text is kept.</param>
    public ReferenceRequest(PresetVector vector, bool isRewritten = true)
    {
        ArgumentNullException.ThrowIfNull(vector);
        _vector = vector;
        Headers = vector.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        Query = Pairs(vector.Query);
        RawBody = vector.Body;
        if (vector.Headers.GetValueOrDefault("Content-Type") == FormType)
        {
            Form = Pairs(vector.Body);
        }
        else if (isRewritten && vector.Body.StartsWith('{'))
        {
            Document = JsonNode.Parse(vector.Body)!.AsObject();
        }
    }

    /// <summary>The headers.</summary>
    public Dictionary<string, string> Headers { get; }

    /// <summary>The parameters of the query string.</summary>
    public List<(string Name, string Value)> Query { get; }

    /// <summary>The fields of a form; null if the body is not a form.</summary>
    public List<(string Name, string Value)>? Form { get; }

    /// <summary>The document; null if the body is not a JSON object.</summary>
    public JsonObject? Document { get; set; }

    /// <summary>The body, if it is neither a form nor a document.</summary>
    public string RawBody { get; set; }

    /// <summary>Writes a document.</summary>
    public Func<JsonObject, string> Write { get; set; } = static document => ReferenceJson.Write(document, isSorted: false);

    /// <summary>The body's text.</summary>
    public string Body => Form is not null ? Encode(Form) : Document is not null ? Write(Document) : RawBody;

    /// <summary>The vector with this request instead of its own.</summary>
    public PresetVector ToVector() => _vector with
    {
        Body = Body,
        Query = Encode(Query),
        Headers = Headers.ToImmutableSortedDictionary(),
    };

    private static string Encode(List<(string Name, string Value)> pairs) =>
        string.Join('&', pairs.Select(static pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    private static List<(string Name, string Value)> Pairs(string text) =>
    [
        .. text.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Decode(pair[0]), pair.Length == 1 ? "" : Decode(pair[1]))),
    ];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
