using System.Text.Json.Nodes;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The shipped dashboards.</summary>
internal static class Dashboards
{
    private const string Directory = "config/grafana/dashboards";

    public static IEnumerable<string> Names =>
        System.IO.Directory.GetFiles(RepositoryFiles.PathOf(Directory), "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static JsonObject Read(string name) => JsonNode.Parse(RepositoryFiles.Read($"{Directory}/{name}.json"))!.AsObject();

    public static IEnumerable<JsonObject> PanelsOf(JsonObject dashboard) => dashboard["panels"]!.AsArray().Select(static panel => panel!.AsObject());

    /// <summary>Every query, with Grafana's variables set to "All".</summary>
    public static IEnumerable<string> QueriesOf(JsonObject panel) => panel["targets"]!.AsArray().Select(static target =>
        target!["expr"]!.GetValue<string>()
            .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
            .Replace("$profile", ".*", StringComparison.Ordinal));
}
