using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>
/// Measures CPU time and allocation per callback of the whole gateway process, with each ledger and for duplicates, of the same
/// program on a route without a profile, and of a hand-written endpoint. Runs alternate, so that other
/// load on the machine affects all of them.
/// </summary>
internal sealed class CompareRun : IAsyncDisposable
{
    /// <summary>Enough callbacks for the runtime to optimize each process.</summary>
    public const int WarmUp = 120_000;

    private readonly List<IMeasuredTarget> _targets = [];
    private readonly List<Contender> _contenders = [];
    private readonly RedisServer _redis = RedisServer.WithoutFile();
    private int _first = 1;

    private CompareRun()
    {
    }

    /// <param name="stores">The ledgers.</param>
    /// <param name="count">The number of callbacks in a run.</param>
    /// <param name="connections">The number of connections; one series of runs for each.</param>
    /// <param name="rounds">The number of runs; the median is reported.</param>
    /// <param name="warmUp">The number of callbacks to warm up each process.</param>
    /// <param name="output">Receives the table.</param>
    /// <returns>The maximum of managed bytes that a callback with the first ledger allocates more than bare YARP.</returns>
    public static async Task<long> RunAsync(string[] stores, int count, int[] connections, int rounds, int warmUp, TextWriter output)
    {
        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        await using var run = new CompareRun();
        await run.StartAsync(stores, merchant.Address);
        output.WriteLine($"per callback, medians of {rounds} alternating runs of {count} callbacks; ratios are the medians of the rounds' own");
        output.WriteLine();
        output.WriteLine(Costs.Head);
        for (var warm = 0; warm < warmUp; warm += count)
        {
            await run.MeasureAsync(count, connections[0]);
        }

        var most = 0L;
        foreach (var number in connections)
        {
            var costs = new Costs([.. run._contenders.Select(static contender => contender.Name)]);
            for (var round = 0; round < rounds; round++)
            {
                costs.Add(await run.MeasureAsync(count, number));
            }

            costs.Write(number, output);
            most = Math.Max(most, costs.BytesAbove(column: 1));
        }

        return most;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _targets)
        {
            await target.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    private async Task StartAsync(string[] stores, Uri merchant)
    {
        await _redis.InitializeAsync();
        Add("bare YARP", await GatewayTarget.StartAsync(merchant, store: null, _redis.EndPoint), usesRedis: false, Mix.New);
        foreach (var store in stores)
        {
            var target = await GatewayTarget.StartAsync(merchant, store, _redis.EndPoint);
            Add(store, target, store == "Redis", Mix.New, Mix.Duplicates, Mix.Half);
        }

        if (stores.Contains("Redis"))
        {
            Add(Costs.Endpoint, await EndpointTarget.StartAsync(merchant, _redis.EndPoint), usesRedis: true, Mix.New, Mix.Duplicates, Mix.Half);
        }
    }

    private void Add(string name, IMeasuredTarget target, bool usesRedis, params Mix[] mixes)
    {
        _targets.Add(target);
        _contenders.AddRange(mixes.Select(mix => new Contender(mix == Mix.New ? name : $"{name}, {Costs.NameOf(mix)}", target, usesRedis, mix)));
    }

    private async Task<Cost[]> MeasureAsync(int count, int connections)
    {
        var news = SignedCallbacks.Create(_first, count);
        var more = SignedCallbacks.Create(_first + count, count / 2);
        byte[][] half = [.. more.Zip(news).SelectMany(static pair => (byte[][])[pair.First, pair.Second])];
        _first += count + (count / 2);
        var costs = new List<Cost>();
        foreach (var contender in _contenders)
        {
            costs.Add(await CostAsync(contender, contender.Mix == Mix.Half ? half : news, connections));
        }

        return [.. costs];
    }

    private async Task<Cost> CostAsync(Contender contender, byte[][] requests, int connections)
    {
        var target = contender.Target;
        var bytes = await target.AllocatedBytesAsync();
        var redis = _redis.CpuTime;
        var time = target.CpuTime;
        var good = await ClosedLoop.RunAsync(requests, connections, target.Port);
        if (good != requests.Length)
        {
            throw new InvalidOperationException($"{requests.Length - good} of {requests.Length} callbacks were not acknowledged.");
        }

        time = target.CpuTime - time;
        redis = contender.UsesRedis ? _redis.CpuTime - redis : TimeSpan.Zero;
        bytes = await target.AllocatedBytesAsync() - bytes;
        return new Cost(time.TotalMicroseconds / requests.Length, redis.TotalMicroseconds / requests.Length, bytes / requests.Length);
    }

    /// <param name="Name">The name in the table.</param>
    /// <param name="Target">The measured process.</param>
    /// <param name="UsesRedis">Whether the CPU time of Redis is included.</param>
    /// <param name="Mix">The callbacks that are sent.</param>
    private sealed record Contender(string Name, IMeasuredTarget Target, bool UsesRedis, Mix Mix);
}
