using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeGateway.Testing.Vectors;

/// <summary>The checked vectors of the presets, a file for each.</summary>
public static class PresetVectors
{
    /// <summary>The parameters that identify a key; in a profile, they are ids of secrets.</summary>
    private static readonly string[] _keyIds = ["key_id", "serial"];

    /// <summary>The schemes that have vectors.</summary>
    public static ImmutableArray<string> Presets { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.jsonl").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Every vector.</summary>
    public static IEnumerable<PresetVector> All => Presets.SelectMany(Of);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors", "Presets");

    /// <summary>Those of one preset.</summary>
    public static IEnumerable<PresetVector> Of(string preset) =>
        File.ReadLines(Path.Combine(Folder, preset + ".jsonl")).Select(static line => Read(JsonElement.Parse(line)));

    private static PresetVector Read(JsonElement vector)
    {
        var parameters = Texts(vector, "params");
        var keyId = Array.Find(_keyIds, parameters.ContainsKey);
        return new PresetVector(
            Text(vector, "preset")!,
            Text(vector, "name")!,
            Text(vector, "verdict") == "accept",
            DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("now").GetInt64()),
            Text(vector, "method")!,
            Text(vector, "query")!,
            Text(vector, "body")!,
            Texts(vector, "headers"))
        {
            Secret = (Text(vector, "secret") ?? Text(vector, "public_key"))?.Trim() is { Length: > 0 } secret ? secret : null,
            SecretId = keyId is null ? "k1" : parameters[keyId],
            Parameters = parameters.RemoveRange(_keyIds),
            PublicUrl = Text(vector, "url"),
            SourceAddress = Text(vector, "source_ip"),
            Key = vector.GetProperty("key") is { ValueKind: JsonValueKind.Array } key
                ? [.. key.EnumerateArray().Select(static part => part.GetString()!)]
                : default,
        };
    }

    private static string? Text(JsonElement vector, string name) => vector.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static ImmutableSortedDictionary<string, string> Texts(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject().ToImmutableSortedDictionary(static member => member.Name, static member => member.Value.GetString()!)
            : ImmutableSortedDictionary<string, string>.Empty;
}
