namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Caches a value that is slow to obtain. Readers get the last value without waiting; reading an outdated value starts a refresh in the
/// background. Nothing runs without readers.
/// </summary>
/// <param name="learn">Obtains the value; null if that fails. Must not throw.</param>
/// <param name="maxAge">The age from which a value is refreshed.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class Refreshed<T>(Func<Task<T?>> learn, TimeSpan maxAge, TimeProvider timeProvider)
    where T : class
{
    private T? _latest;
    private long _learned;
    private int _isLearning;

    /// <summary>The last value, or null if there is none yet or the last refresh failed.</summary>
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
