using System.Diagnostics;
using System.Threading.Channels;
using EdgeGateway.LoadTests.Results;
using EdgeGateway.LoadTests.Scenarios;

namespace EdgeGateway.LoadTests.Generation;

/// <summary>
/// Sends at the scenario's times, independent of answers, and measures latency from the intended time, so that a
/// stall of the gateway is not hidden (coordinated omission). In phases with constant copies, each copy waits
/// for its answer.
/// </summary>
internal sealed class LoadGenerator(Scenario scenario, int port, LoadResult result)
{
    private const int MaxAttempts = 10;

    private static readonly TimeSpan _told = TimeSpan.FromSeconds(5);

    private readonly Channel<Send> _due = Channel.CreateUnbounded<Send>();
    private readonly CallbackMix _mix = new(scenario, SignedCallbacks.Create(first: 1, scenario.Count));
    private readonly List<Task> _copies = [];
    private long _started;
    private TimeSpan _lastTold;

    /// <summary>The number of unfinished sends, plus one for the pacing. The channel completes when it is zero.</summary>
    private int _open = 1;

    public async Task RunAsync(TextWriter progress)
    {
        var sends = Plan();
        _started = Stopwatch.GetTimestamp();
        var senders = Enumerable.Range(0, scenario.Connections).Select(_ => SendAsync()).ToArray();
        await Task.Factory.StartNew(() => Pace(sends, progress), TaskCreationOptions.LongRunning);
        Close();
        await Task.WhenAll([.. senders, .. _copies]);
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>The sends of each phase.</summary>
    private List<(LoadPhase Phase, TimeSpan Begin, Send[] Sends)> Plan()
    {
        List<(LoadPhase, TimeSpan, Send[])> plan = [];
        var begin = TimeSpan.Zero;
        foreach (var phase in scenario.Load)
        {
            var start = begin;
            plan.Add((phase, begin, [.. Enumerable.Range(0, phase.Count).Select(i => _mix.Next(start + phase.TimeOf(i)))]));
            begin += phase.During;
        }

        return plan;
    }

    private void Pace(List<(LoadPhase Phase, TimeSpan Begin, Send[] Sends)> plan, TextWriter progress)
    {
        foreach (var (phase, begin, sends) in plan)
        {
            for (var copy = 0; copy < phase.Copies; copy++)
            {
                _copies.Add(KeepAsync(begin + phase.StartOf(copy), begin + phase.During));
            }

            foreach (var send in sends)
            {
                WaitUntil(send.At, progress);
                Interlocked.Increment(ref _open);
                _due.Writer.TryWrite(send);
            }

            WaitUntil(begin + phase.During, progress);
        }
    }

    /// <summary>
    /// Sleeps first and then spins until the exact time. It has its own thread, because awaiting would continue on
    /// a busy thread pool, and late sends would look like latency of the gateway.
    /// </summary>
    private void WaitUntil(TimeSpan at, TextWriter progress)
    {
        TimeSpan early;
        while ((early = at - Elapsed) > TimeSpan.Zero)
        {
            if (early > TimeSpan.FromMilliseconds(2))
            {
                Task.Delay(early > _told ? _told : early - TimeSpan.FromMilliseconds(1)).GetAwaiter().GetResult();
            }

            Tell(progress);
        }

        Tell(progress);
    }

    private void Tell(TextWriter progress)
    {
        if (Elapsed is var now && now - _lastTold > _told)
        {
            _lastTold = now;
            progress.WriteLine($"  {now.TotalSeconds:0} s: {result.Answered} answered, {_due.Reader.Count} waiting for a connection");
        }
    }

    /// <summary>One copy, which sends the next callback when the previous one is answered.</summary>
    private async Task KeepAsync(TimeSpan start, TimeSpan end)
    {
        await Task.Delay(start - Elapsed is var early && early > TimeSpan.Zero ? early : TimeSpan.Zero);
        using var connection = new ProviderConnection(port);
        while (Elapsed is var now && now < end)
        {
            Interlocked.Increment(ref _open);
            await SendAsync(connection, _mix.Next(now));
        }
    }

    private async Task SendAsync()
    {
        using var connection = new ProviderConnection(port);
        await foreach (var send in _due.Reader.ReadAllAsync())
        {
            await SendAsync(connection, send);
        }
    }

    private async Task SendAsync(ProviderConnection connection, Send send)
    {
        if (send.HangsUp)
        {
            await connection.HangUpAsync(send.Request);
            result.HungUp(Elapsed);
        }
        else
        {
            var status = await connection.SendAsync(send.Request);
            result.Add(send, status, Elapsed);
            if (status != 200 && send.Invoice > 0 && scenario.RetryAfter is { } delay && send.Attempt < MaxAttempts)
            {
                _ = RetryAsync(send with { Attempt = send.Attempt + 1 }, delay);
                return;
            }
        }

        Close();
    }

    /// <summary>Retries as a provider does without an acknowledgement.</summary>
    private async Task RetryAsync(Send send, TimeSpan delay)
    {
        await Task.Delay(delay);
        _due.Writer.TryWrite(send with { At = Elapsed });
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _due.Writer.Complete();
        }
    }
}
