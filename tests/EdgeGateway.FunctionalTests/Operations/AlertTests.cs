using EdgeGateway.FunctionalTests.Telemetry;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

public sealed class AlertTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("check", "config", "config/prometheus/prometheus.yml")]
    [InlineData("check", "rules", "config/prometheus/alerts.yml")]
    [InlineData("test", "rules", "config/prometheus/alerts.test.yml")]
    public async Task Promtool_passes(string verb, string kind, string file)
    {
        var (exitCode, output) = await Promtool.RunAsync([verb, kind, RepositoryFiles.PathOf(file)], "", Token);

        Assert.True(exitCode == 0, string.Join('\n', output));
    }

    [Fact]
    public void Every_alert_is_tested_and_leads_to_a_page_that_exists()
    {
        var alerts = RepositoryFiles.Read("config/prometheus/alerts.yml").Split("- alert: ").Skip(1).ToList();
        var tests = RepositoryFiles.Read("config/prometheus/alerts.test.yml");

        Assert.All(alerts, alert =>
        {
            // One case in which the alert fires, and one in which it must not.
            Assert.Equal(3, tests.Split($"alertname: {alert.Split('\n')[0]}\n").Length);
            Assert.Contains(Assert.Single(RunbookLinks.In(alert)), RunbookLinks.Headings);
        });
    }
}
