using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGateway.Tests.Config;

/// <summary>The files for operators in the repository.</summary>
internal static class ShippedFiles
{
    private static readonly JsonDocumentOptions _withComments = new() { CommentHandling = JsonCommentHandling.Skip };

    public static string ConfigurationPath { get; } = Find("config/gateway.json");

    public static JsonObject Configuration { get; } = Parse(ConfigurationPath);

    public static JsonObject Schema { get; } = Parse(Find("config/gateway.schema.json"));

    private static JsonObject Parse(string path) => JsonNode.Parse(File.ReadAllText(path), documentOptions: _withComments)!.AsObject();

    private static string Find(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EdgeGateway.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        }

        return Path.Combine(directory.FullName, name);
    }
}
