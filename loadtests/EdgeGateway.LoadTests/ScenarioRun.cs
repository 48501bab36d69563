using System.Globalization;
using System.Text.Json;
using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>One scenario against the real program; the result as Markdown, and as JSON beside it.</summary>
internal static class ScenarioRun
{
    /// <summary>False when a promise was broken.</summary>
    public static Task<bool> RunAsync(string file, TextWriter output) => RunAsync(Scenario.Read(file), output);

    public static async Task<bool> RunAsync(Scenario scenario, TextWriter output)
    {
        await using var redis = scenario.Store == "Redis" ? new RedisServer() : null;
        if (redis is not null)
        {
            await redis.InitializeAsync();
        }

        await using var merchant = new RecordingMerchant(scenario.MerchantDelay);
        await merchant.StartAsync();
        await using var gateway = await GatewayTarget.StartAsync(merchant.Address, scenario.Store, redis?.EndPoint);

        output.WriteLine($"{scenario.Name}: {scenario.Count} callbacks over {scenario.Connections} connections, ledger {scenario.Store}");
        var result = new LoadResult();
        var cpu = gateway.CpuTime;
        var load = new OpenLoop(scenario, gateway.Port, result).RunAsync(output);
        if (redis is not null && scenario.RedisRestartAfter is { } delay)
        {
            await Task.Delay(delay);
            await redis.KillAsync();
            await redis.StartAsync();
        }

        await load;
        cpu = gateway.CpuTime - cpu;

        var findings = Findings.Of(result, merchant.Seen, mayRepeat: scenario.RedisRestartAfter is not null);
        Write(scenario, result, merchant.Seen, cpu, findings, output);
        return findings.Count == 0;
    }

    private static void Write(
        Scenario scenario, LoadResult result, IReadOnlyDictionary<int, int> seen, TimeSpan cpu, IReadOnlyList<string> findings, TextWriter output)
    {
        var latencies = result.Latencies(0.5, 0.9, 0.99, 0.999, 1);
        var sent = result.Answered + result.HangUps;
        var summary = new
        {
            scenario.Name,
            sent,
            perSecond = Math.Round(sent / result.Elapsed.TotalSeconds),
            p50 = latencies[0],
            p90 = latencies[1],
            p99 = latencies[2],
            p999 = latencies[3],
            max = latencies[4],
            cpuMicrosecondsPerCallback = cpu.TotalMicroseconds / sent,
            statuses = result.Statuses.ToDictionary(static status => status.Key.ToString(CultureInfo.InvariantCulture), static status => status.Value),
            merchantSaw = seen.Values.Sum(),
            seenMoreThanOnce = seen.Count(static invoice => invoice.Value > 1),
            findings,
        };
        output.WriteLine();
        output.WriteLine("| scenario | sent | per s | p50 ms | p90 | p99 | p99.9 | max | CPU µs each | answers | merchant saw |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        output.WriteLine(
            $"| {scenario.Name} | {sent} | {summary.perSecond} | {latencies[0]:0.0} | {latencies[1]:0.0} | {latencies[2]:0.0} | {latencies[3]:0.0} | {latencies[4]:0.0} | {summary.cpuMicrosecondsPerCallback:0} | {string.Join(", ", result.Statuses.OrderBy(static status => status.Key).Select(static status => $"{status.Key}: {status.Value}"))} | {summary.merchantSaw} |");
        output.WriteLine();
        output.WriteLine(findings.Count == 0 ? "Every acknowledged callback was seen, none twice, nothing forged." : string.Join(Environment.NewLine, findings));
        output.WriteLine(JsonSerializer.Serialize(summary));
    }
}
