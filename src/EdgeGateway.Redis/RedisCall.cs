using System.Threading.Tasks.Sources;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// A reusable awaitable for one Redis command, completed by the reply or by cancellation, whichever comes first. It replaces an async state
/// machine and a combined task, and keeps its argument array between uses.
/// </summary>
/// <remarks>
/// Only a call that received its reply is reused. A call that was cancelled, or whose connection failed, may still be in the client's queue
/// and is left to the garbage collector.
/// </remarks>
internal abstract class RedisCall<T> : IValueTaskSource<T>
{
    private readonly RedisCommands _commands;
    private readonly Action _onReply;
    private readonly Action _onContinued;
    private ManualResetValueTaskSourceCore<bool> _core;
    private Task<RedisResult> _reply = null!;
    private Task<T>? _continued;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _registration;
    private bool _hasEnded;
    private bool _wasGivenUp;
    private bool _isReusable;

    protected RedisCall(RedisCommands commands)
    {
        _commands = commands;
        _onReply = OnReply;
        _onContinued = () => _core.SetResult(true);
    }

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Called once by the awaiter; afterwards the call may be in use by another caller.</summary>
    T IValueTaskSource<T>.GetResult(short token)
    {
        _core.GetResult(token);
        if (_continued is not null)
        {
            return _continued.GetAwaiter().GetResult();
        }

        try
        {
            if (_wasGivenUp)
            {
                throw new OperationCanceledException(_cancellationToken);
            }

            var reply = _reply.GetAwaiter().GetResult();
            _commands.Answered();
            var result = Read(reply);
            if (_isReusable)
            {
                Reset();
                Return();
            }

            return result;
        }
        catch (Exception exception) when (_commands.Failure(exception, _cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Sends the command to the master of the key.</summary>
    protected ValueTask<T> RunAsync(RedisKey key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            if (_commands.DatabaseOf(key) is not { } database)
            {
                return ContinueAsync(cancellationToken);
            }

            _reply = SendAsync(database);
        }
        catch (Exception exception) when (_commands.Failure(exception, cancellationToken) is { } failure)
        {
            return ValueTask.FromException<T>(failure);
        }

        // Created before the reply can arrive; from then on the call belongs to its awaiter.
        var result = new ValueTask<T>(this, _core.Version);
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static call => ((RedisCall<T>)call!).OnCanceled(), this);
        _reply.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onReply);
        return result;
    }

    /// <summary>Sends the command with the client.</summary>
    protected abstract Task<RedisResult> SendAsync(IDatabase database);

    /// <summary>Converts the reply.</summary>
    protected abstract T Read(RedisResult reply);

    /// <summary>Whether <see cref="ContinueAsync"/> has to follow this reply. Does not throw.</summary>
    protected abstract bool IsUndecided(Task<RedisResult> reply);

    /// <summary>The general form of the operation, used if the reply does not decide or there is no connection yet.</summary>
    protected abstract ValueTask<T> ContinueAsync(CancellationToken cancellationToken);

    /// <summary>Returns the call to its pool.</summary>
    protected abstract void Return();

    private void OnReply()
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
        {
            // Marks the exception as observed, so that UnobservedTaskException is not raised.
            _ = _reply.Exception;
            return;
        }

        // If unregistering fails, the token's callback is about to run and could cancel the next use of this call.
        var isUnregistered = !_cancellationToken.CanBeCanceled || _registration.Unregister();
        if (IsUndecided(_reply))
        {
            _continued = ContinueAsync(_cancellationToken).AsTask();
            _continued.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onContinued);
            return;
        }

        _isReusable = isUnregistered && _reply.IsCompletedSuccessfully;
        _core.SetResult(true);
    }

    private void OnCanceled()
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
        {
            return;
        }

        // One timer cancels many calls; without this their continuations would run one after another on its thread.
        _wasGivenUp = true;
        _core.RunContinuationsAsynchronously = true;
        _core.SetResult(true);
    }

    private void Reset()
    {
        _core.Reset();
        _reply = null!;
        _cancellationToken = default;
        _registration = default;
        _hasEnded = false;
        _isReusable = false;
    }
}
