using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeGateway.FunctionalTests.Configuration;
using EdgeGateway.FunctionalTests.Telemetry;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The shipped dashboards have none of the mistakes that show a wrong or an empty panel.</summary>
public sealed partial class DashboardLintTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Dashboards.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Dashboard_has_no_fault(string name) => Assert.Empty(DashboardLint.FaultsOf(Dashboards.Read(name)));

    [Fact]
    public void Dashboards_have_ids_and_titles_of_their_own()
    {
        var dashboards = Dashboards.Names.Select(Dashboards.Read).ToArray();

        Assert.Distinct(dashboards.Select(static dashboard => dashboard["uid"]!.GetValue<string>()));
        Assert.Distinct(dashboards.Select(static dashboard => dashboard["title"]!.GetValue<string>()));
    }

    [Fact]
    public void Alerts_in_descriptions_exist()
    {
        var named = Dashboards.Names.SelectMany(static name => Dashboards.PanelsOf(Dashboards.Read(name)))
            .SelectMany(static panel => NamedAlert().Matches(panel["description"]!.GetValue<string>()).Select(static match => match.Groups[1].Value))
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.Subset(AlertRules.Alerts.Select(static alert => alert.Name).ToHashSet(), named);
    }

    [Fact]
    public async Task Queries_are_PromQL()
    {
        var rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
        foreach (var query in Dashboards.Names.SelectMany(static name => Dashboards.PanelsOf(Dashboards.Read(name)).SelectMany(Dashboards.QueriesOf)).Distinct())
        {
            rules.Append("  - record: panel\n    expr: '").Append(query).Append("'\n");
        }

        using var directory = new ConfigurationDirectory();
        var file = directory.Write("rules.yml", rules.ToString());
        var (exitCode, output) = await Promtool.RunAsync(["check", "rules", "--lint=none", file], "", Token);

        Assert.True(exitCode == 0, string.Join('\n', output));
    }

    /// <summary>The lint finds what it is for: each row is a mistake in a dashboard that has none.</summary>
    [Theory]
    [InlineData("[$__rate_interval]", "[5m]", "is a fixed interval")]
    [InlineData(",instance=~\\\"$instance\\\"", "", "$instance does not apply")]
    [InlineData("job=~\\\"$job\\\",namespace=~\\\"$namespace\\\",instance", "namespace=~\\\"$namespace\\\",instance", "$job does not apply")]
    [InlineData(",profile=~\\\"$profile\\\"", "", "$profile does not apply")]
    [InlineData("edgegateway_callbacks_total{", "edgegateway_calls_total{", "edgegateway_calls_total: it does not exist")]
    [InlineData("outcome=\\\"delivered\\\"", "result=\\\"delivered\\\"", "edgegateway_callbacks_total: it has no label result")]
    [InlineData("\"unit\": \"reqps\"", "\"unit\": \"\"", "it has no unit")]
    [InlineData("\"description\": \"Every attempt", "\"description\": \"\", \"x\": \"", "its description does not say what to do")]
    [InlineData("\"uid\": \"${datasource}\"", "\"uid\": \"prometheus\"", "it does not use $datasource")]
    [InlineData("{{outcome}}", "{{result}}", "the result has no label result")]
    [InlineData("sum by (le) (", "sum by (outcome) (", "buckets are for histogram_quantile, by le")]
    [InlineData("min by (instance) (edgegateway_ready", "0 * min by (instance) (edgegateway_ready", "a zero is shown that was not measured")]
    [InlineData("min by (instance) (edgegateway_ready{", "min by (instance) (edgegateway_conflicts_total{", "a counter needs a rate")]
    [InlineData("\"name\": \"namespace\"", "\"name\": \"space\"", "there is no variable $namespace")]
    [InlineData("\"Delivered per profile\"", "\"Callbacks by outcome\"", "two panels are titled 'Callbacks by outcome'")]
    public void Mistake_is_found(string correct, string mistaken, string fault)
    {
        var text = RepositoryFiles.Read("config/grafana/dashboards/flow.json");
        Assert.Contains(correct, text, StringComparison.Ordinal);

        var faults = DashboardLint.FaultsOf(JsonNode.Parse(text.Replace(correct, mistaken, StringComparison.Ordinal))!.AsObject());

        Assert.Contains(faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\(([A-Z][a-z]+[A-Z]\w+)\)")]
    private static partial Regex NamedAlert();
}
