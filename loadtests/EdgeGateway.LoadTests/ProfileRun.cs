using EdgeGateway.LoadTests.Generation;
using EdgeGateway.LoadTests.Targets;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.LoadTests;

/// <summary>A gateway under constant load, for a profiler.</summary>
internal static class ProfileRun
{
    private const int Chunk = 20_000;
    private const int Connections = 64;

    /// <param name="store">The ledger; "None": bare YARP.</param>
    /// <param name="count">The number of callbacks, after one chunk as warm-up.</param>
    /// <param name="output">Receives the process id first.</param>
    public static async Task<int> RunAsync(string store, int count, TextWriter output)
    {
        await using var redis = store == "Redis" ? new RedisServer() : null;
        if (redis is not null)
        {
            await redis.InitializeAsync();
        }

        await using var merchant = new RecordingMerchant(TimeSpan.Zero);
        await merchant.StartAsync();
        await using var gateway = await GatewayTarget.StartAsync(merchant.Address, store == "None" ? null : store, redis?.EndPoint);
        await ClosedLoop.RunAsync(SignedCallbacks.Create(1, Chunk), Connections, gateway.Port);
        output.WriteLine($"process {gateway.ProcessId}: warm");
        for (var first = Chunk + 1; first <= count + Chunk; first += Chunk)
        {
            var requests = SignedCallbacks.Create(first, Chunk);
            var allocated = await gateway.AllocatedBytesAsync();
            var before = gateway.CpuTime;
            await ClosedLoop.RunAsync(requests, Connections, gateway.Port);
            var cost = gateway.CpuTime - before;
            allocated = await gateway.AllocatedBytesAsync() - allocated;
            output.WriteLine($"  {cost.TotalMicroseconds / Chunk:0.0} µs and {allocated / Chunk} B each");
        }

        return 0;
    }
}
