using System.Diagnostics;

namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>The events that all parties observed, in chronological order.</summary>
public sealed class History
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<HistoryEvent> _events = [];
    private int _number;

    /// <summary>The events so far.</summary>
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

    /// <summary>A number that is unique in the run.</summary>
    public int NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>Adds an event at the current time. Events are in the order of their times.</summary>
    public void Add(Func<TimeSpan, HistoryEvent> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        lock (_lock)
        {
            _events.Add(seen(Stopwatch.GetElapsedTime(_started)));
        }
    }
}
