using System.Threading.Tasks.Sources;

namespace EdgeGateway.Sqlite.Operations;

/// <summary>
/// An operation that can be awaited without an allocation. Caller and writer each hold a reference, and the last one to release it returns
/// the operation to the pool; because of cancellation either may be the last.
/// </summary>
internal abstract class PooledOperation<TResult> : LedgerOperation, IValueTaskSource<TResult>
{
    private const int Queued = 0;
    private const int Started = 1;
    private const int Completed = 2;

    private ManualResetValueTaskSourceCore<TResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private int _state;
    private int _references;

    /// <summary>Set by <see cref="LedgerOperation.Execute"/>.</summary>
    protected TResult? Result { get; set; }

    /// <summary>Starts a call. The caller must then await <see cref="Task"/> or call <see cref="Discard"/>.</summary>
    public void Prepare(CancellationToken cancellationToken)
    {
        _state = Queued;
        _references = 2;
        _registration = cancellationToken.UnsafeRegister(static (operation, token) => ((PooledOperation<TResult>)operation!).Cancel(token), this);
    }

    /// <summary>What the caller awaits, once.</summary>
    public ValueTask<TResult> Task => new(this, _core.Version);

    /// <summary>Drops a call that was never queued.</summary>
    public void Discard()
    {
        _registration.Dispose();
        _references = 1;
        Drop();
    }

    /// <inheritdoc/>
    public override bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Queued) == Queued;

    /// <inheritdoc/>
    public override void Complete()
    {
        if (Interlocked.Exchange(ref _state, Completed) != Completed)
        {
            _core.SetResult(Result!);
        }

        Drop();
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _state, Completed) != Completed)
        {
            _core.SetException(exception);
        }

        Drop();
    }

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Waits for a token callback that is running now, so that it cannot cancel the next caller's call.
            _registration.Dispose();
            Drop();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Clears the operation and returns it to the pool.</summary>
    protected abstract void Recycle();

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _state, Completed) != Completed)
        {
            _core.SetException(new OperationCanceledException(cancellationToken));
        }
    }

    private void Drop()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Result = default;
            _core.Reset();
            Recycle();
        }
    }
}
