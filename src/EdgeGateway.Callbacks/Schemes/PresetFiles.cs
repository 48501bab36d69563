using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>The preset files, embedded under the names of their schemes.</summary>
internal static class PresetFiles
{
    /// <summary>Names are case-insensitive; comments are allowed.</summary>
    public static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonDocumentOptions _documentOptions = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The schemes that have a file.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()];

    /// <summary>The object in a scheme's file; null if there is no file.</summary>
    public static JsonObject? Read(string name)
    {
        var known = Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            return null;
        }

        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(known)!;
        return JsonNode.Parse(stream, NodeOptions, _documentOptions)!.AsObject();
    }

    /// <summary>The object in a text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, NodeOptions, _documentOptions);
}
