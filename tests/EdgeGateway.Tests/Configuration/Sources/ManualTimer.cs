namespace EdgeGateway.Tests.Configuration.Sources;

/// <summary>A clock with one timer, which fires while the test advances it.</summary>
internal sealed class ManualTimer : TimeProvider, ITimer
{
    private TimerCallback? _callback;
    private object? _state;
    private TimeSpan _now;
    private TimeSpan? _due;

    /// <summary>Whether the timer was started.</summary>
    public bool IsDue => _due is not null;

    /// <summary>The time until it fires; zero if it was not started.</summary>
    public TimeSpan Remaining => _due - _now ?? TimeSpan.Zero;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state) = (callback, state);
        Change(dueTime, period);
        return this;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
        return true;
    }

    public void Advance(TimeSpan duration)
    {
        _now += duration;
        if (_due <= _now)
        {
            _due = null;
            _callback!(_state);
        }
    }

    public void Dispose() => _due = null;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
