using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Telemetry;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

public sealed class AlertTests
{
    private const string Tests = "config/prometheus/alerts.test.yml";
    private const string LongTests = "config/prometheus/alerts.history.test.yml";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("check", "config", "config/prometheus/prometheus.yml")]
    [InlineData("check", "rules", AlertRules.File)]
    [InlineData("test", "rules", Tests)]
    [InlineData("test", "rules", LongTests)]
    public async Task Promtool_passes(string verb, string kind, string file)
    {
        var (exitCode, output) = await Promtool.RunAsync([verb, kind, RepositoryFiles.PathOf(file)], "", Token);

        Assert.True(exitCode == 0, string.Join('\n', output));
    }

    [Fact]
    public void Every_alert_is_tested_in_a_case_in_which_it_fires_and_in_one_in_which_it_does_not()
    {
        var checks = ((string[])[Tests, LongTests])
            .SelectMany(static file => YamlSubset.Parse(RepositoryFiles.Read(file))["tests"]!.AsArray())
            .SelectMany(static test => test!["alert_rule_test"]!.AsArray())
            .Select(static check => (Alert: Text(check!["alertname"]), Fires: check["exp_alerts"]!.AsArray().Count > 0))
            .ToHashSet();

        Assert.All(AlertRules.Alerts, alert =>
        {
            Assert.Contains((alert.Name, true), checks);
            Assert.True(alert.Name == AlertRules.Watchdog || checks.Contains((alert.Name, false)), alert.Name);
        });
        Assert.All(checks, static check => Assert.Contains(check.Alert, AlertRules.Alerts.Select(static alert => alert.Name)));
    }

    [Fact]
    public void Every_alert_has_a_severity_and_leads_to_a_page_that_exists() => Assert.All(AlertRules.Alerts, static alert =>
    {
        Assert.Equal(alert.Name == AlertRules.Watchdog ? "" : alert.Severity, alert.Severity);
        Assert.True(alert.Name == AlertRules.Watchdog || alert.Severity is "page" or "ticket", alert.Name);
        Assert.StartsWith("{{ $externalLabels.runbooks }}docs/", alert.RunbookUrl, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(RunbookLinks.In(alert.RunbookUrl)), RunbookLinks.Headings);
    });

    /// <summary>Otherwise a gateway in staging would hide one in production.</summary>
    [Fact]
    public void Every_aggregation_is_for_each_job_and_namespace() => Assert.All(AlertRules.All, static rule =>
    {
        var expression = Text(rule["expr"]);
        foreach (var aggregation in (string[])["sum", "count", "min", "max"])
        {
            var parts = $" {expression}".Split($" {aggregation} ").Skip(1).Concat($" {expression}".Split($"({aggregation} ").Skip(1));
            Assert.All(parts, part => Assert.StartsWith("by (job, namespace", part, StringComparison.Ordinal));
        }
    });

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
