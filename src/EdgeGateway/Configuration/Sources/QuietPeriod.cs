namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// Runs an action once after a series of signals, when none has come for a while. An editor that empties a file and then writes it in
/// several steps causes several events, and what lies between them is not to be read.
/// </summary>
internal sealed class QuietPeriod : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _length;
    private readonly ITimer _timer;
    private bool _isDisposed;

    /// <param name="length">How long it must be quiet.</param>
    /// <param name="timeProvider">Provides the timer.</param>
    /// <param name="action">Runs on a thread of the pool.</param>
    public QuietPeriod(TimeSpan length, TimeProvider timeProvider, Action action)
    {
        _length = length;
        _timer = timeProvider.CreateTimer(_ => action(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the period, or starts it again.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _timer.Change(_length, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }
}
