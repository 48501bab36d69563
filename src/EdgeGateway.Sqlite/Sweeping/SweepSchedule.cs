namespace EdgeGateway.Sqlite.Sweeping;

/// <summary>
/// Decides when and how many expired records are removed. Each batch of operations removes more records than it added, in the same commit,
/// so that the file does not grow under load. The rest is removed in slices while the queue is empty.
/// </summary>
internal sealed class SweepSchedule(TimeProvider timeProvider)
{
    /// <summary>How long to wait before looking for expired records again, after none were left.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the queue must be empty before an idle slice, and between two slices. This gap also lets another process acquire the file's
    /// lock.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SweepPace _pace = new();
    private long? _done;

    /// <summary>How long the writer waits for an operation before it removes a slice.</summary>
    public TimeSpan Wait => IsDue ? Pause : Interval;

    /// <summary>How many records an idle slice may remove; 0 if it is not yet time to look.</summary>
    public int IdleSlice => IsDue ? _pace.Limit : 0;

    // Uses the monotonic clock: setting the system clock back must not stop the removal.
    private bool IsDue => _done is not { } done || timeProvider.GetElapsedTime(done) >= Interval;

    /// <summary>How many records a batch that added this many removes; 0 if it added none.</summary>
    public int GroupSlice(int added) => added > 0 && IsDue ? added + Math.Max(1, added / 8) : 0;

    /// <summary>Records the result of a batch's slice.</summary>
    public void Removed(int count, int slice)
    {
        if (count < slice)
        {
            _done = timeProvider.GetTimestamp();
        }
    }

    /// <summary>Records the result of an idle slice.</summary>
    public void Removed(int count, int slice, TimeSpan elapsed)
    {
        Removed(count, slice);
        if (count == slice)
        {
            _pace.Record(elapsed);
        }
    }

    /// <summary>Pauses removal after a failure, because removal may be what fails.</summary>
    public void Failed() => _done = timeProvider.GetTimestamp();
}
