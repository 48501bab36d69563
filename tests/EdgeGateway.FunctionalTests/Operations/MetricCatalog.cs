using System.Text.RegularExpressions;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The series that dashboards may query: those of <c>docs/metrics.md</c>, and the names that the rules record.</summary>
internal static partial class MetricCatalog
{
    private const string Document = "docs/metrics.md";

    /// <summary>The tags of each documented series.</summary>
    public static IReadOnlyDictionary<string, string[]> Tags { get; } = Row().Matches(RepositoryFiles.Read(Document))
        .SelectMany(static row => SeriesOf(row.Groups["name"].Value, row.Groups["type"].Value)
            .Select(name => KeyValuePair.Create(name, Tag().Matches(Values().Replace(row.Groups["tags"].Value, "")).Select(static tag => tag.Groups[1].Value).ToArray())))
        .ToDictionary();

    /// <summary>The series that the rules record.</summary>
    public static IReadOnlySet<string> Recorded { get; } = AlertRules.All.Select(static rule => rule["record"]?.GetValue<string>()).OfType<string>().ToHashSet();

    private static string[] SeriesOf(string name, string type) => type == "histogram" ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"] : [name];

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| `[^`]+` \| (?<type>\w+) \| .* \| (?<tags>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Values();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Tag();
}
