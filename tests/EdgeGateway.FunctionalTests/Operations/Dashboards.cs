using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The shipped dashboards.</summary>
internal static partial class Dashboards
{
    private const string Directory = "config/grafana/dashboards";

    public static IEnumerable<string> Names =>
        System.IO.Directory.GetFiles(RepositoryFiles.PathOf(Directory), "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static JsonObject Read(string name) => JsonNode.Parse(RepositoryFiles.Read($"{Directory}/{name}.json"))!.AsObject();

    public static IEnumerable<JsonObject> PanelsOf(JsonObject dashboard) => dashboard["panels"]!.AsArray().Select(static panel => panel!.AsObject());

    /// <summary>Every query, with Grafana's variables set to "All".</summary>
    public static IEnumerable<string> QueriesOf(JsonObject panel) => ExpressionsOf(panel).Select(static text => Variable().Replace(
        text.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "5m", StringComparison.Ordinal), ".*"));

    /// <summary>Every query as it is written.</summary>
    public static IEnumerable<string> ExpressionsOf(JsonObject panel) => panel["targets"]!.AsArray().Select(static target => target!["expr"]!.GetValue<string>());

    [GeneratedRegex(@"\$(job|namespace|instance|profile)\b")]
    private static partial Regex Variable();
}
