using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>
/// CPU time and allocation per callback of the whole gateway process, with each ledger and for duplicates, beside the same
/// program proxying the same bytes on a route without a profile. Runs alternate, so that what else the machine does meets all
/// alike.
/// </summary>
internal static class CompareRun
{
    /// <summary>Until the runtime has compiled the best it can of each process.</summary>
    public const int WarmUp = 120_000;

    /// <param name="stores">The ledgers; duplicates are sent to the first.</param>
    /// <param name="count">Callbacks in one run.</param>
    /// <param name="connections">Of the provider's, in turn.</param>
    /// <param name="rounds">Runs of which the median counts.</param>
    /// <param name="warmUp">Callbacks to each process before.</param>
    /// <param name="output">Gets the table.</param>
    /// <returns>The most managed bytes that a callback with the first ledger allocated above bare YARP.</returns>
    public static async Task<long> RunAsync(string[] stores, int count, int[] connections, int rounds, int warmUp, TextWriter output)
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        List<GatewayTarget> targets = [];
        try
        {
            foreach (var store in stores.Prepend(null))
            {
                targets.Add(await GatewayTarget.StartAsync(merchant.Address, store, redis.EndPoint));
            }

            string[] names = ["bare YARP", .. stores, $"duplicate ({stores[0]})"];
            output.WriteLine($"CPU µs (ratio to bare YARP) and managed bytes per callback, medians of {rounds} alternating runs of {count} callbacks");
            output.WriteLine();
            output.WriteLine($"| connections | {string.Join(" | ", names)} |");
            output.WriteLine($"|---{string.Concat(names.Select(static _ => "|---"))}|");
            return await CompareAsync(targets, count, connections, rounds, warmUp, output);
        }
        finally
        {
            foreach (var target in targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    private static async Task<long> CompareAsync(
        List<GatewayTarget> targets, int count, int[] connections, int rounds, int warmUp, TextWriter output)
    {
        var first = 1;
        var most = 0L;
        async Task<Cost[]> MeasureAsync(int number)
        {
            var requests = SignedCallbacks.Create(first, count);
            first += count;
            List<Cost> costs = [];
            foreach (var target in targets.Append(targets[1]))
            {
                costs.Add(await CostAsync(target, requests, number));
            }

            return [.. costs];
        }

        for (var warm = 0; warm < warmUp; warm += count)
        {
            await MeasureAsync(connections[0]);
        }

        foreach (var number in connections)
        {
            List<Cost[]> samples = [];
            for (var round = 0; round < rounds; round++)
            {
                samples.Add(await MeasureAsync(number));
            }

            Cost[] medians = [.. Enumerable.Range(0, targets.Count + 1).Select(column => Median([.. samples.Select(sample => sample[column])]))];
            most = Math.Max(most, medians[1].Bytes - medians[0].Bytes);
            output.WriteLine($"| {number} | {medians[0]} | {string.Join(" | ", Enumerable.Range(1, targets.Count).Select(column => Compared(medians, samples, column)))} |");
        }

        return most;
    }

    /// <summary>The ratio is the median of each round's own: what a round's neighbours on the machine do meets both sides of it.</summary>
    private static string Compared(Cost[] medians, List<Cost[]> samples, int column)
    {
        var ratio = samples.Select(sample => sample[column].Microseconds / sample[0].Microseconds).Order().ElementAt(samples.Count / 2);
        return $"{medians[column].Microseconds:0.0} ({ratio:0.00}), {medians[column].Bytes - medians[0].Bytes:+0;-0} B";
    }

    private static async Task<Cost> CostAsync(GatewayTarget target, byte[][] requests, int connections)
    {
        var bytes = await target.AllocatedBytesAsync();
        var time = target.CpuTime;
        var good = await ClosedLoop.RunAsync(requests, connections, target.Port);
        if (good != requests.Length)
        {
            throw new InvalidOperationException($"{requests.Length - good} of {requests.Length} callbacks were not acknowledged.");
        }

        time = target.CpuTime - time;
        return new Cost(time.TotalMicroseconds / requests.Length, (await target.AllocatedBytesAsync() - bytes) / requests.Length);
    }

    private static Cost Median(Cost[] samples) => new(
        samples.Select(static sample => sample.Microseconds).Order().ElementAt(samples.Length / 2),
        samples.Select(static sample => sample.Bytes).Order().ElementAt(samples.Length / 2));

    private readonly record struct Cost(double Microseconds, long Bytes)
    {
        public override string ToString() => $"{Microseconds:0.0}, {Bytes} B";
    }
}
