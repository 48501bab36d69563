namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// What takes a while to learn, for those who cannot wait: they get what was learned last, and their asking has it learned anew.
/// Nobody asks, nothing happens.
/// </summary>
/// <param name="learn">Learns it; null where that failed. Must not throw.</param>
/// <param name="maxAge">What is younger is good enough.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class Refreshed<T>(Func<Task<T?>> learn, TimeSpan maxAge, TimeProvider timeProvider)
    where T : class
{
    private T? _latest;
    private long _learned;
    private int _isLearning;

    /// <summary>What was learned last, or null when nothing was, or the last try failed.</summary>
    public T? Latest
    {
        get
        {
            var age = timeProvider.GetElapsedTime(Volatile.Read(ref _learned));
            if ((age >= maxAge || Volatile.Read(ref _latest) is null) && Interlocked.Exchange(ref _isLearning, 1) == 0)
            {
                _ = Task.Run(LearnAsync);
            }

            return Volatile.Read(ref _latest);
        }
    }

    private async Task LearnAsync()
    {
        try
        {
            Volatile.Write(ref _latest, await learn());
            Volatile.Write(ref _learned, timeProvider.GetTimestamp());
        }
        finally
        {
            Volatile.Write(ref _isLearning, 0);
        }
    }
}
