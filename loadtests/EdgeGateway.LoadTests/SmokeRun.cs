using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests;

/// <summary>
/// Runs every scenario at a small size, one comparison and one flood. Measurements are ignored, except the allocations per
/// callback, which hardly depend on the machine.
/// </summary>
internal static class SmokeRun
{
    /// <summary>
    /// The limit of allocations of a new callback with the ledger in memory beyond bare YARP: 1 KiB, and a quarter for code that the
    /// runtime has not optimized yet.
    /// </summary>
    private const int AllowedBytes = 1280;

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

        await CompareRun.RunAsync(["Memory", "Redis", "Sqlite"], count: 100, connections: [4], rounds: 1, warmUp: 0, output);
        isGood &= await AllocatesLittleAsync(output);
        await LedgerRun.RunAsync(["Sqlite", "Redis"], records: 1000, pairs: 640, output);
        return isGood & await FloodRun.RunAsync(count: 2000, output);
    }

    private static async Task<bool> AllocatesLittleAsync(TextWriter output)
    {
        var bytes = await CompareRun.RunAsync(["Memory"], count: 4000, connections: [16], rounds: 3, warmUp: 8000, output);
        if (bytes <= AllowedBytes)
        {
            return true;
        }

        output.WriteLine($"A new callback allocates {bytes} bytes more than bare YARP's; {AllowedBytes} are allowed.");
        return false;
    }
}
