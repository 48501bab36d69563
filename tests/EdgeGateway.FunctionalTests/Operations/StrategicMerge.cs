using System.Text.Json.Nodes;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Merges a patch into a manifest, as far as the overlays in <c>config/kubernetes</c> need it.</summary>
internal static class StrategicMerge
{
    // What identifies an item of a list; a list whose items have none of these is replaced.
    private static readonly string[] _keys = ["mountPath", "name"];

    /// <summary>Adds the members of <paramref name="patch"/>, and replaces those that exist.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (target[name], value)
            {
                case (JsonObject existing, JsonObject changes):
                    Apply(existing, changes);
                    break;
                case (JsonArray existing, JsonArray changes) when changes.All(static item => KeyOf(item) is not null):
                    Apply(existing, changes);
                    break;
                default:
                    target[name] = value?.DeepClone();
                    break;
            }
        }
    }

    private static void Apply(JsonArray target, JsonArray patch)
    {
        foreach (var item in patch)
        {
            if (target.FirstOrDefault(other => KeyOf(other) == KeyOf(item)) is JsonObject existing)
            {
                Apply(existing, item!.AsObject());
            }
            else
            {
                target.Add(item!.DeepClone());
            }
        }
    }

    private static string? KeyOf(JsonNode? item) =>
        item is JsonObject map ? _keys.Select(key => map[key]?.GetValue<string>()).FirstOrDefault(static value => value is not null) : null;
}
