namespace EdgeGateway.Configuration.Sources;

/// <summary>
/// Runs an action once after a series of signals, when none has come for a while. An editor that empties a file and then writes it in
/// several steps causes several events, and what lies between them is not to be read. Signals that do not end delay it for
/// <see cref="MaxPeriods"/> lengths at most.
/// </summary>
internal sealed class QuietPeriod : IDisposable
{
    /// <summary>How many lengths after the first signal the action runs at the latest.</summary>
    public const int MaxPeriods = 5;

    private readonly Lock _gate = new();
    private readonly TimeSpan _length;
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private long? _firstSignal;
    private bool _isDisposed;

    /// <param name="length">How long it must be quiet.</param>
    /// <param name="timeProvider">Provides the timer.</param>
    /// <param name="action">Runs on a thread of the pool.</param>
    public QuietPeriod(TimeSpan length, TimeProvider timeProvider, Action action)
    {
        _length = length;
        _timeProvider = timeProvider;
        _timer = timeProvider.CreateTimer(_ => Run(action), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts the period, or starts it again.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _firstSignal ??= _timeProvider.GetTimestamp();
                var rest = (_length * MaxPeriods) - _timeProvider.GetElapsedTime(_firstSignal.Value);
                _timer.Change(rest < TimeSpan.Zero ? TimeSpan.Zero : rest < _length ? rest : _length, Timeout.InfiniteTimeSpan);
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

    private void Run(Action action)
    {
        lock (_gate)
        {
            _firstSignal = null;
        }

        action();
    }
}
