using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests;

/// <summary>Every scenario at a small size, one comparison and one flood: that they work, not what they measure.</summary>
internal static class SmokeRun
{
    public static async Task<bool> RunAsync(TextWriter output)
    {
        var isGood = true;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scenarios"), "*.json").Order(StringComparer.Ordinal))
        {
            var scenario = Scenario.Read(file);
            isGood &= await ScenarioRun.RunAsync(
                scenario with
                {
                    Connections = 8,
                    Load = [scenario.Load.Any(static phase => phase.Copies > 0)
                        ? new LoadPhase("KeepConstant", TimeSpan.FromSeconds(2), Copies: 2)
                        : new LoadPhase("Inject", TimeSpan.FromSeconds(2), Rate: 60)],
                    RetryAfter = null,
                    RedisRestartAfter = scenario.RedisRestartAfter is null ? null : TimeSpan.FromSeconds(0.5),
                },
                output);
        }

        await CompareRun.RunAsync(["Memory", "Redis", "Sqlite"], count: 100, connections: [4], rounds: 1, output);
        await LedgerRun.RunAsync(["Sqlite", "Redis"], records: 1000, pairs: 640, output);
        return isGood & await FloodRun.RunAsync(count: 2000, output);
    }
}
