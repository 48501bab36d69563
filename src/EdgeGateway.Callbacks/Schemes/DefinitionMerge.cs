using System.Text.Json.Nodes;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>Merges a definition with the one that it extends.</summary>
internal static class DefinitionMerge
{
    private const string Extends = "Extends";

    /// <summary>The complete definition of a scheme, with <c>Extends</c> resolved; null if there is a fault.</summary>
    /// <param name="name">The scheme.</param>
    /// <param name="own">The schemes that are not presets, by name.</param>
    /// <param name="faults">Receives the faults.</param>
    public static JsonObject? Resolve(string name, Dictionary<string, JsonObject> own, List<SchemeFault> faults) => Resolve(name, own, [], faults);

    /// <summary>Objects merge by member, lists and texts replace, null removes.</summary>
    public static JsonObject Merge(JsonObject below, JsonObject above)
    {
        var merged = (JsonObject)below.DeepClone();
        foreach (var (name, value) in above)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else if (value is JsonObject inner && merged[name] is JsonObject known)
            {
                merged[name] = Merge(known, inner);
            }
            else
            {
                merged[name] = WithoutNulls(value);
            }
        }

        return merged;
    }

    private static JsonObject? Resolve(string name, Dictionary<string, JsonObject> own, List<string> chain, List<SchemeFault> faults)
    {
        var json = PresetFiles.Read(name) ?? own.GetValueOrDefault(name);
        if (json is null)
        {
            return null;
        }

        if (chain.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add(new SchemeFault(Extends, $"goes in a circle: {string.Join(" extends ", [.. chain, name])}"));
            return null;
        }

        if (json[Extends] is not { } extends)
        {
            return (JsonObject)WithoutNulls(json);
        }

        var text = extends is JsonValue value ? value.ToString() : "";
        var below = Resolve(text, own, [.. chain, name], faults);
        if (below is null)
        {
            if (faults.Count == 0)
            {
                var meant = NearestName.Find(text, [.. SignatureSchemes.Names, .. own.Keys]);
                var why = text.Equals(SignatureSchemes.CryptoCloud.Name, StringComparison.OrdinalIgnoreCase) ? "is written in code and cannot be extended" : "is not a scheme";
                faults.Add(new SchemeFault(Extends, $"'{text}' {why}{(meant is null ? "" : $"; did you mean {meant}?")}"));
            }

            return null;
        }

        var merged = Merge(below, json);
        merged.Remove(Extends);
        return merged;
    }

    private static JsonNode WithoutNulls(JsonNode node)
    {
        var clone = node.DeepClone();
        if (clone is JsonObject json)
        {
            foreach (var name in json.Where(static pair => pair.Value is null).Select(static pair => pair.Key).ToList())
            {
                json.Remove(name);
            }

            foreach (var (name, inner) in json.ToList())
            {
                if (inner is JsonObject)
                {
                    json[name] = WithoutNulls(inner);
                }
            }
        }

        return clone;
    }
}
