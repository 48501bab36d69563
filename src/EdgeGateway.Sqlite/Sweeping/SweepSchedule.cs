namespace EdgeGateway.Sqlite.Sweeping;

/// <summary>
/// When how many expired records are removed. A group of operations takes some along in its own commit, more than it added, so
/// that the file does not grow for being busy; the rest goes in slices while nobody asks for anything.
/// </summary>
internal sealed class SweepSchedule(TimeProvider timeProvider)
{
    /// <summary>Until it is looked again whether records have expired, once there were no more.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long nobody must have asked before a slice of its own, and between two of them: it is also the gap in which another
    /// process gets hold of the file.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SweepPace _pace = new();
    private long? _done;

    /// <summary>How long the writer waits for an operation before it removes a slice.</summary>
    public TimeSpan Wait => IsDue ? Pause : Interval;

    /// <summary>How many may go while nobody waits; 0 when it is not yet time to look.</summary>
    public int IdleSlice => IsDue ? _pace.Limit : 0;

    // By the clock that nobody sets: one that was set back must not keep the file from being swept.
    private bool IsDue => _done is not { } done || timeProvider.GetElapsedTime(done) >= Interval;

    /// <summary>How many go along with a group that added so many. One that added none waits for none.</summary>
    public int GroupSlice(int added) => added > 0 && IsDue ? added + Math.Max(1, added / 8) : 0;

    /// <summary>After a group's slice.</summary>
    public void Removed(int count, int slice)
    {
        if (count < slice)
        {
            _done = timeProvider.GetTimestamp();
        }
    }

    /// <summary>After a slice of its own.</summary>
    public void Removed(int count, int slice, TimeSpan elapsed)
    {
        Removed(count, slice);
        if (count == slice)
        {
            _pace.Took(elapsed);
        }
    }

    /// <summary>Sweeping may be what fails: callers' operations go without it for a while.</summary>
    public void Failed() => _done = timeProvider.GetTimestamp();
}
