using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Nemeses;

/// <summary>Injects faults in random order and for random times; several at once, but never two for the same target.</summary>
/// <param name="nemeses">The faults. Each is injected once before one is injected again.</param>
/// <param name="history">Records the faults.</param>
/// <param name="seed">The seed of all random decisions.</param>
/// <param name="first">The kinds that are injected first, in this order.</param>
public sealed class NemesisRun(IReadOnlyList<Nemesis> nemeses, History history, int seed, IReadOnlyList<FaultKind> first)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _struck = [];
    private readonly Queue<Nemesis> _next = new(First(nemeses, first));
    private readonly Random _random = new(seed);
    private int _due = first.Count;

    /// <summary>Injects faults for some time, then ends them all.</summary>
    /// <param name="during">No fault begins after this time, except for the first ones.</param>
    /// <param name="longest">The maximum duration of a fault.</param>
    /// <param name="atOnce">The number of simultaneous faults.</param>
    /// <param name="cancellationToken">Cancels the run without ending current faults.</param>
    public async Task RunAsync(TimeSpan during, TimeSpan longest, int atOnce, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(during);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => StrikeAsync(longest, over.Token, cancellationToken)));
    }

    private static IEnumerable<Nemesis> First(IReadOnlyList<Nemesis> nemeses, IReadOnlyList<FaultKind> first) =>
        first.Select(kind => nemeses.First(nemesis => nemesis.Kind == kind));

    private async Task StrikeAsync(TimeSpan longest, CancellationToken over, CancellationToken cancellationToken)
    {
        while (!over.IsCancellationRequested || Volatile.Read(ref _due) > 0)
        {
            var (nemesis, hold, pause) = Draw(longest);
            if (nemesis is not null)
            {
                await nemesis.StrikeAsync(history, hold, cancellationToken);
                Free(nemesis);
            }

            await Task.Delay(pause, over).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The next fault of a shuffled round; null while its target has another fault.</summary>
    private (Nemesis? Nemesis, TimeSpan Hold, TimeSpan Pause) Draw(TimeSpan longest)
    {
        lock (_lock)
        {
            if (_next.Count == 0)
            {
                var round = nemeses.ToArray();
                _random.Shuffle(round);
                Array.ForEach(round, _next.Enqueue);
            }

            var hold = _shortest + ((longest - _shortest) * _random.NextDouble());
            var pause = _shortest * _random.NextDouble();
            var nemesis = _next.Dequeue();
            if (_struck.Add(nemesis.Target))
            {
                _due--;
                return (nemesis, hold, pause);
            }

            _next.Enqueue(nemesis);
            return (null, hold, pause);
        }
    }

    private void Free(Nemesis nemesis)
    {
        lock (_lock)
        {
            _struck.Remove(nemesis.Target);
        }
    }
}
