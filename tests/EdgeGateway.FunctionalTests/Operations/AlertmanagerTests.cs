using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>Tests of <c>config/alertmanager/alertmanager.yml</c>.</summary>
public sealed class AlertmanagerTests
{
    private const string File = "config/alertmanager/alertmanager.yml";

    private static readonly AlertRouting _routing = new(Configuration);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Configuration => YamlSubset.Parse(RepositoryFiles.Read(File));

    /// <summary>Where Alertmanager is installed, it reads the file without a complaint.</summary>
    [Fact]
    public async Task Amtool_reads_it()
    {
        var output = await Shell.RunAsync($"! command -v amtool > /dev/null || amtool check-config {RepositoryFiles.PathOf(File)}", Token);

        Assert.True(output.Length == 0 || output.Contains("SUCCESS", StringComparison.Ordinal), output);
    }

    [Fact]
    public void Every_name_and_severity_in_a_matcher_is_one_of_the_rules()
    {
        Assert.All(_routing.ValuesOf("alertname"), static name => Assert.Contains(name, AlertRules.Alerts.Select(static alert => alert.Name)));
        Assert.Equal(["page", "ticket"], _routing.ValuesOf("severity").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_has_the_receiver_of_its_severity() => Assert.All(AlertRules.Alerts, static alert => Assert.Equal(
        alert.Severity switch { "page" => "pager", "ticket" => "tickets", _ => "watchdog" },
        _routing.ReceiverOf(new Dictionary<string, string> { ["alertname"] = alert.Name, ["severity"] = alert.Severity })));

    /// <summary>Two alerts without a label would be equal in it, and one would silence the other wherever it is.</summary>
    [Fact]
    public void Every_label_that_must_be_equal_is_one_of_both_alerts() => Assert.All(Configuration["inhibit_rules"]!.AsArray(), static rule =>
    {
        var one = new AlertRouting(new JsonObject { ["route"] = new JsonObject { ["routes"] = new JsonArray() }, ["inhibit_rules"] = new JsonArray(rule!.DeepClone()) });
        foreach (var alert in one.ValuesOf("alertname").Select(static name => AlertRules.Alerts.Single(alert => alert.Name == name)))
        {
            foreach (var label in rule["equal"]!.AsArray().Select(static label => label!.GetValue<string>()).Except(["job", "namespace"]))
            {
                // An expression without an aggregation keeps all labels; profile and endpoint are never among those of the gateway's instance.
                Assert.True(
                    alert.Expression.Contains($"by (job, namespace, {label})", StringComparison.Ordinal)
                    || alert.Expression.Contains("edgegateway:", StringComparison.Ordinal)
                    || (label == "instance" && !alert.Expression.Contains(" by (", StringComparison.Ordinal)),
                    $"{alert.Name}: {label}");
            }
        }
    });

    [Fact]
    public void Every_receiver_of_a_route_exists_and_no_secret_is_in_the_file()
    {
        var receivers = Configuration["receivers"]!.AsArray();
        Assert.Equal(["pager", "tickets", "watchdog"], receivers.Select(static receiver => receiver!["name"]!.GetValue<string>()));
        Assert.All(receivers, static receiver => Assert.Equal(
            $"/etc/alertmanager/secrets/{receiver!["name"]}",
            Assert.Single(receiver["webhook_configs"]!.AsArray())!["http_config"]!["authorization"]!["credentials_file"]!.GetValue<string>()));
    }

    /// <summary>Of the alerts of two gateways and two profiles, of which promtool confirms that they fire.</summary>
    /// <param name="time">A time of the case in <c>alerts.test.yml</c>: during the outage, and 2 minutes after the recovery.</param>
    /// <param name="pages">How many alerts with that severity fire.</param>
    [Theory]
    [InlineData("129m", 2)]
    [InlineData("133m", 3)]
    public void One_outage_of_redis_is_one_page(string time, int pages)
    {
        var checks = YamlSubset.Parse(RepositoryFiles.Read("config/prometheus/alerts.test.yml"))["tests"]!.AsArray()
            .Select(test => test!["alert_rule_test"]!.AsArray().Where(check => check!["eval_time"]!.GetValue<string>() == time).ToList())
            .Single(static checks => checks.Count > 0);
        var alerts = checks.SelectMany(static check => check!["exp_alerts"]!.AsArray().Select(alert => LabelsOf(check["alertname"]!.GetValue<string>(), alert!))).ToList();

        // Nothing that fires is left out of the case.
        Assert.Equal(AlertRules.Alerts.Select(static alert => alert.Name).Order(), checks.Select(static check => check!["alertname"]!.GetValue<string>()).Order());
        Assert.Equal(pages, alerts.Count(static alert => alert.GetValueOrDefault("severity") == "page"));

        var page = Assert.Single(_routing.Notify(alerts), static notification => notification.Receiver == "pager");
        Assert.Equal("LedgerDown", Assert.Single(page.Alerts)["alertname"]);
    }

    [Fact]
    public void An_outage_in_staging_silences_nothing_in_production()
    {
        static Dictionary<string, string> Alert(string name, string space, string severity) =>
            new() { ["alertname"] = name, ["job"] = "edgegateway", ["namespace"] = space, ["severity"] = severity, ["profile"] = "p" };

        var notifications = _routing.Notify([Alert("LedgerDown", "staging", "page"), Alert("AcknowledgementFastBurn", "prod", "page")]);

        Assert.Equal(2, notifications.Count);
    }

    private static Dictionary<string, string> LabelsOf(string name, JsonNode alert) => new Dictionary<string, string>(
        alert["exp_labels"]!.AsObject().Select(static label => KeyValuePair.Create(label.Key, label.Value!.GetValue<string>()))) { ["alertname"] = name };
}
