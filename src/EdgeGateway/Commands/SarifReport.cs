using System.Text.Json.Nodes;
using EdgeGateway.Configuration.Advice;

namespace EdgeGateway.Commands;

/// <summary>Findings in the format SARIF 2.1.0, which code hosting services show next to the file.</summary>
internal static class SarifReport
{
    /// <param name="findings">The findings.</param>
    /// <param name="file">The configuration file that they are about.</param>
    public static JsonObject Create(IReadOnlyList<ConfigurationAdvice> findings, string file) => new()
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "EdgeGateway check",
                    ["rules"] = new JsonArray([.. findings.Select(static finding => finding.Rule).Distinct().Select(static rule => new JsonObject { ["id"] = rule })]),
                },
            },
            ["results"] = new JsonArray([.. findings.Select(finding => ResultOf(finding, file))]),
        }),
    };

    private static JsonObject ResultOf(ConfigurationAdvice finding, string file) => new()
    {
        ["ruleId"] = finding.Rule,
        ["level"] = finding.Severity switch
        {
            AdviceSeverity.Error => "error",
            AdviceSeverity.Warning => "warning",
            _ => "note",
        },
        ["message"] = new JsonObject { ["text"] = finding.ToString() },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = file.Replace('\\', '/') } },
            ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Path }),
        }),
    };
}
