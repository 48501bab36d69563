using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>
/// CPU time per callback of the whole gateway process, with each ledger and for duplicates, beside the same program proxying
/// the same bytes on a route without a profile. Runs alternate, so that what else the machine does meets all alike.
/// </summary>
internal static class CompareRun
{
    private static readonly string?[] _stores = [null, "Memory", "Redis", "Sqlite"];

    public static async Task<int> RunAsync(int count, int[] connections, int rounds, TextWriter output)
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        List<GatewayTarget> targets = [];
        try
        {
            foreach (var store in _stores)
            {
                targets.Add(await GatewayTarget.StartAsync(merchant.Address, store, redis.EndPoint));
            }

            await CompareAsync(targets, count, connections, rounds, output);
            return 0;
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    private static async Task CompareAsync(List<GatewayTarget> targets, int count, int[] connections, int rounds, TextWriter output)
    {
        output.WriteLine($"CPU µs per callback, medians of {rounds} alternating runs of {count} callbacks (ratio to bare YARP)");
        output.WriteLine();
        output.WriteLine("| connections | bare YARP | memory | Redis | SQLite | duplicate (memory) |");
        output.WriteLine("|---|---|---|---|---|---|");
        var first = 1;
        await MeasureAsync(targets, SignedCallbacks.Create(first, count), connections[0]);
        first += count;
        foreach (var number in connections)
        {
            var samples = new List<double[]>();
            for (var round = 0; round < rounds; round++)
            {
                samples.Add(await MeasureAsync(targets, SignedCallbacks.Create(first, count), number));
                first += count;
            }

            double[] medians = [.. Enumerable.Range(0, _stores.Length + 1).Select(column => Median(samples.Select(sample => sample[column])))];
            output.WriteLine($"| {number} | {medians[0]:0.0} | {string.Join(" | ", medians[1..].Select(median => $"{median:0.0} ({median / medians[0]:0.00})"))} |");
        }
    }

    private static async Task<double[]> MeasureAsync(List<GatewayTarget> targets, byte[][] requests, int connections)
    {
        List<double> costs = [];
        foreach (var target in targets)
        {
            costs.Add(await CostAsync(target, requests, connections));
        }

        costs.Add(await CostAsync(targets[1], requests, connections));
        return [.. costs];
    }

    private static async Task<double> CostAsync(GatewayTarget target, byte[][] requests, int connections)
    {
        var before = target.CpuTime;
        var good = await ClosedLoop.RunAsync(requests, connections, target.Port);
        if (good != requests.Length)
        {
            throw new InvalidOperationException($"{requests.Length - good} of {requests.Length} callbacks were not acknowledged.");
        }

        return (target.CpuTime - before).TotalMicroseconds / requests.Length;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
