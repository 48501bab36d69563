using System.Diagnostics;

namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>What all sides saw, in the order in which it happened.</summary>
public sealed class History
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<HistoryEvent> _events = [];
    private int _number;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>A number that nothing else in this run has.</summary>
    public int NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>Adds what happens at this moment: the order of the events is that of their times.</summary>
    public void Add(Func<TimeSpan, HistoryEvent> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        lock (_lock)
        {
            _events.Add(seen(Stopwatch.GetElapsedTime(_started)));
        }
    }
}
