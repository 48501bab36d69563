using System.Diagnostics;
using System.Threading.Channels;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>
/// Sends at the times that the scenario says, whether or not answers come, and counts latency from the time that was meant: a
/// stall of the gateway is not hidden by a generator that politely waits.
/// </summary>
internal sealed class OpenLoop(Scenario scenario, int port, LoadResult result)
{
    private const int Seed = 20261121;

    private readonly Channel<Send> _due = Channel.CreateUnbounded<Send>();
    private long _started;

    public async Task RunAsync(TextWriter progress)
    {
        var sends = Plan();
        _started = Stopwatch.GetTimestamp();
        var senders = Enumerable.Range(0, scenario.Connections).Select(_ => SendAsync()).ToArray();
        await Task.Factory.StartNew(() => Pace(sends, progress), TaskCreationOptions.LongRunning);
        _due.Writer.Complete();
        await Task.WhenAll(senders);
        result.Elapsed = Stopwatch.GetElapsedTime(_started);
    }

    private List<Send> Plan()
    {
        var random = new Random(Seed);
        var fresh = SignedCallbacks.Create(first: 1, scenario.Count);
        var sends = new List<Send>(scenario.Count);
        var begin = TimeSpan.Zero;
        var next = 0;
        foreach (var phase in scenario.Load)
        {
            for (var i = 0; i < phase.Count; i++)
            {
                var at = begin + phase.TimeOf(i);
                var dice = random.NextDouble();
                if (dice < scenario.ForgedShare)
                {
                    sends.Add(new Send(at, SignedCallbacks.Forged(1_000_000_000 + i), Invoice: 0, HangsUp: false));
                    continue;
                }

                var isDuplicate = next > 0 && random.NextDouble() < scenario.DuplicateShare;
                var index = isDuplicate ? random.Next(Math.Max(0, next - 200), next) : next++;
                sends.Add(new Send(at, fresh[index], index + 1, HangsUp: random.NextDouble() < scenario.HangUpShare));
            }

            begin += phase.During;
        }

        return sends;
    }

    private void Pace(List<Send> sends, TextWriter progress)
    {
        var told = TimeSpan.Zero;
        foreach (var send in sends)
        {
            TimeSpan early;
            while ((early = send.At - Stopwatch.GetElapsedTime(_started)) > TimeSpan.Zero)
            {
                // Coarse waiting while there is time, then to the point. This thread is the clock and nothing else: awaiting
                // would hand it to a pool that is busy sending, and late sends would look like a late gateway.
                if (early > TimeSpan.FromMilliseconds(2))
                {
                    Task.Delay(early - TimeSpan.FromMilliseconds(1)).GetAwaiter().GetResult();
                }
            }

            _due.Writer.TryWrite(send);
            if (send.At - told > TimeSpan.FromSeconds(5))
            {
                told = send.At;
                progress.WriteLine($"  {send.At.TotalSeconds:0} s: {result.Answered} answered, {_due.Reader.Count} waiting for a connection");
            }
        }
    }

    private async Task SendAsync()
    {
        using var connection = new ProviderConnection(port);
        await foreach (var send in _due.Reader.ReadAllAsync())
        {
            if (send.HangsUp)
            {
                await connection.HangUpAsync(send.Request);
                result.HungUp();
                continue;
            }

            var status = await connection.SendAsync(send.Request);
            result.Add(send.Invoice, status, Stopwatch.GetElapsedTime(_started) - send.At);
        }
    }

    private readonly record struct Send(TimeSpan At, byte[] Request, int Invoice, bool HangsUp);
}
