using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>Runs one scenario with the real program, and writes the result as Markdown and JSON.</summary>
internal static class ScenarioRun
{
    /// <summary>False if a guarantee was violated.</summary>
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

        output.WriteLine($"{scenario.Name}: {scenario.Count} callbacks planned over {scenario.Connections} connections, ledger {scenario.Store}");
        var result = new LoadResult();
        var before = await CostAsync(gateway);
        var load = new LoadGenerator(scenario, gateway.Port, result).RunAsync(output);
        if (redis is not null && scenario.RedisRestartAfter is { } delay)
        {
            await Task.Delay(delay);
            await redis.KillAsync();
            await redis.StartAsync();
        }

        await load;
        var cost = await CostAsync(gateway) - before;

        var findings = Findings.Of(
            result, merchant.Seen, mayRepeat: scenario.RedisRestartAfter is not null, isRetried: scenario.RetryAfter is not null);
        ScenarioReport.Write(scenario, result, merchant.Seen, cost, findings, output);
        return findings.Count == 0;
    }

    /// <summary>CPU time first, because reading the memory uses some.</summary>
    private static async Task<ProcessCost> CostAsync(GatewayTarget gateway)
    {
        var cpu = gateway.CpuTime;
        return new ProcessCost(cpu, await gateway.AllocatedBytesAsync());
    }
}
