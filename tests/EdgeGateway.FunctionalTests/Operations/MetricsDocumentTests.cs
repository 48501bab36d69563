using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using EdgeGateway.Telemetry;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Xunit;

namespace EdgeGateway.FunctionalTests.Operations;

public sealed class MetricsDocumentTests
{
    /// <summary><c>docs/metrics.md</c> is a baseline: renaming a metric is a change for operators.</summary>
    [Fact]
    public async Task The_document_has_a_row_for_each_instrument_and_no_other()
    {
        var rows = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name is "EdgeGateway" or YarpCounters.MeterName)
                {
                    lock (rows)
                    {
                        rows.Add(RowOf(instrument));
                    }
                }
            },
        };
        listener.Start();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: static settings => settings["Notifications"] = JsonNode.Parse(
            """{ "Webhook": { "Url": "http://127.0.0.1:9/", "Secret": "b2Ygbm8gd29ydGggYXQgYWxsLCB0cnVseSBub25l" } }"""));

        var documented = RepositoryFiles.Read("docs/metrics.md").Split('\n')
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line[..(line.LastIndexOf("| ", StringComparison.Ordinal) + 2)]);
        Assert.True(rows.SetEquals(documented), $"docs/metrics.md should have:\n{string.Join('\n', rows)}");
    }

    /// <summary>All columns except the last, which describes the tags.</summary>
    private static string RowOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter"
            : "gauge";
        var unit = PrometheusName.UnitOf(instrument.Unit ?? "", kind == "gauge");
        var name = PrometheusName.FamilyOf(instrument.Name, unit) + (kind == "counter" ? "_total" : "");
        return $"| `{name}` | `{instrument.Name}` | {kind} | {instrument.Description} | ";
    }
}
