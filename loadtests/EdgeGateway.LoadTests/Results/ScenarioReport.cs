using System.Globalization;
using System.Text.Json;
using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests.Results;

/// <summary>The result of a scenario, as one row of Markdown and as JSON.</summary>
internal static class ScenarioReport
{
    private const string Head = """
        | scenario | ledger | sent | per s | p50 ms | p90 | p99 | p99.9 | max | CPU µs each | B allocated each | answers | merchant saw |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    /// <param name="scenario">The scenario.</param>
    /// <param name="result">What the providers observed.</param>
    /// <param name="seen">What the merchant received: invoice → number of deliveries.</param>
    /// <param name="cost">The resources that the gateway used.</param>
    /// <param name="findings">The violated guarantees.</param>
    /// <param name="output">Receives both.</param>
    public static void Write(
        Scenario scenario, LoadResult result, IReadOnlyDictionary<int, int> seen, ProcessCost cost, IReadOnlyList<string> findings, TextWriter output)
    {
        var latencies = result.Latencies(0.5, 0.9, 0.99, 0.999, 1);
        var each = cost / result.Sent;
        var summary = new
        {
            scenario.Name,
            scenario.Store,
            sent = result.Sent,
            perSecond = Math.Round(result.Sent / result.Elapsed.TotalSeconds),
            p50 = latencies[0],
            p90 = latencies[1],
            p99 = latencies[2],
            p999 = latencies[3],
            max = latencies[4],
            cpuMicrosecondsPerCallback = each.Cpu.TotalMicroseconds,
            allocatedBytesPerCallback = each.AllocatedBytes,
            answers = result.Statuses.OrderBy(static status => status.Key).ToDictionary(static status => Name(status.Key), static status => status.Value),
            hungUp = result.HangUps,
            merchantSaw = seen.Values.Sum(),
            seenMoreThanOnce = seen.Count(static invoice => invoice.Value > 1),
            findings,
        };
        var answers = string.Join(", ", summary.answers.Select(static answer => $"{answer.Key}: {answer.Value}"));
        output.WriteLine();
        output.WriteLine(Head);
        output.WriteLine(
            $"| {summary.Name} | {summary.Store} | {summary.sent} | {summary.perSecond} | {string.Join(" | ", latencies.Select(static latency => $"{latency:0.0}"))} | {summary.cpuMicrosecondsPerCallback:0} | {summary.allocatedBytesPerCallback} | {answers} | {summary.merchantSaw} |");
        output.WriteLine();
        output.WriteLine(findings.Count > 0
            ? string.Join(Environment.NewLine, findings)
            : $"Every acknowledged callback was seen, {summary.seenMoreThanOnce} more than once, nothing forged.");
        output.WriteLine(JsonSerializer.Serialize(summary));
    }

    private static string Name(int status) => status == 0 ? "broken connection" : status.ToString(CultureInfo.InvariantCulture);
}
