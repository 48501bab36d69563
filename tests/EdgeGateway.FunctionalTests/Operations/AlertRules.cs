using System.Text.Json.Nodes;
using EdgeGateway.Testing;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The shipped rules.</summary>
internal static class AlertRules
{
    public const string File = "config/prometheus/alerts.yml";

    /// <summary>Always fires, and has no severity.</summary>
    public const string Watchdog = "Watchdog";

    /// <summary>Every rule, those that record a series included.</summary>
    public static IReadOnlyList<JsonNode> All { get; } =
        [.. YamlSubset.Parse(RepositoryFiles.Read(File))["groups"]!.AsArray().SelectMany(static group => group!["rules"]!.AsArray().Select(static rule => rule!))];

    public static IReadOnlyList<AlertRule> Alerts { get; } = [.. All.Where(static rule => rule["alert"] is not null).Select(static rule => new AlertRule(
        Text(rule["alert"]), rule["labels"] is { } labels ? Text(labels["severity"]) : "", Text(rule["expr"]), Text(rule["annotations"]!["runbook_url"])))];

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
