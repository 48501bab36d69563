using System.Text.Json.Nodes;

namespace EdgeGateway.FunctionalTests.Schemes;

/// <summary>An otherwise valid scheme and profile with one fault.</summary>
/// <param name="Name">The name of both.</param>
/// <param name="Path">The beginning of the line that must be reported.</param>
/// <param name="Part">Another part of the line.</param>
internal sealed record FaultyScheme(string Name, string Path, string Part)
{
    /// <summary>Merged into the valid scheme as <c>Extends</c> merges: null removes.</summary>
    public string Scheme { get; init; } = "{}";

    /// <summary>Merged into the valid profile in the same way; null: there is no profile.</summary>
    public string? Profile { get; init; } = "{}";

    public JsonObject SchemeObject() => Merge(
        """
        {
          "Body": "Json", "Signature": { "From": "header:X-Signature", "Encoding": "Hex" }, "Algorithm": "HMAC-SHA256",
          "Content": "{body}", "Identity": [ [ "field:id" ] ], "Coverage": "Full"
        }
        """,
        Scheme);

    public JsonObject? ProfileObject() =>
        Profile is null ? null : Merge($$"""{"Scheme":"{{Name}}","Secrets":{"k1":"hidden-value-of-{{Name}}"} }""", Profile);

    public override string ToString() => Name;

    private static JsonObject Merge(string target, string patch)
    {
        var result = JsonNode.Parse(target)!.AsObject();
        Merge(result, JsonNode.Parse(patch)!.AsObject());
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject outer)
            {
                Merge(outer, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
