using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Providers;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

/// <summary>The rules for the Prometheus operator are those of <c>config/prometheus/alerts.yml</c>.</summary>
public sealed class PrometheusRuleTests
{
    private const string Alerts = "config/prometheus/alerts.yml";
    private const string Rule = "config/kubernetes/base/prometheusrule.yaml";
    private const string Spec = "\nspec:\n";

    [Fact]
    public void The_rule_has_the_groups_of_the_file_that_is_tested()
    {
        var text = RepositoryFiles.Read(Rule);
        var expected = string.Concat(RepositoryFiles.Read(Alerts).TrimEnd().Split('\n').SkipWhile(static line => line != "groups:")
            .Select(static line => line.Length == 0 ? "\n" : $"  {line}\n"));
        if (Environment.GetEnvironmentVariable(ProvidersDocument.WriteVariable) == "1")
        {
            text = text.Split(Spec)[0] + Spec + expected;
            File.WriteAllText(RepositoryFiles.PathOf(Rule), text);
        }

        Assert.Equal(expected.Split('\n'), text.Split(Spec)[1].Split('\n'));
        Assert.True(JsonNode.DeepEquals(YamlSubset.Parse(RepositoryFiles.Read(Alerts))["groups"], YamlSubset.Parse(text)["spec"]!["groups"]));
    }
}
