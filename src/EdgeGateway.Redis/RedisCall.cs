using System.Threading.Tasks.Sources;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// One command and its caller, who waits for the reply or for the end of a token, whichever comes first. It takes the place of a state
/// machine and of a task that waits for either, and is used again with its arguments.
/// </summary>
/// <remarks>
/// Only a call whose reply has come is used again: one that was given up, or whose connection failed, may still be in the client's queue,
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

    /// <summary>Called once, by whoever awaits; the call may have another caller from then on.</summary>
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

        // Read before the reply can come: from then on the call belongs to whoever awaits it.
        var result = new ValueTask<T>(this, _core.Version);
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static call => ((RedisCall<T>)call!).OnCanceled(), this);
        _reply.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onReply);
        return result;
    }

    /// <summary>Hands the command to the client.</summary>
    protected abstract Task<RedisResult> SendAsync(IDatabase database);

    /// <summary>Takes the reply.</summary>
    protected abstract T Read(RedisResult reply);

    /// <summary>Whether <see cref="ContinueAsync"/> has to follow this reply. Does not throw.</summary>
    protected abstract bool IsUndecided(Task<RedisResult> reply);

    /// <summary>The general form of the operation: where the reply does not decide, or there is no connection yet.</summary>
    protected abstract ValueTask<T> ContinueAsync(CancellationToken cancellationToken);

    /// <summary>May be used again from now on.</summary>
    protected abstract void Return();

    private void OnReply()
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
        {
            // Observed, so that no event tells of it.
            _ = _reply.Exception;
            return;
        }

        // Where it cannot be unregistered, the token's callback is about to run, and would take the next use of this call for this one.
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

        // One timer ends many calls, whose callers would otherwise run one after the other.
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
