using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Sends commands and scripts over one connection, in the form that the server supports.</summary>
internal sealed class RedisCommands : IAsyncDisposable
{
    private readonly RedisServerKind _kind;
    private readonly RedisConnection _connection;

    /// <param name="options">The connection options.</param>
    /// <param name="probeKey">A key that no record uses, for detecting what the server supports.</param>
    /// <param name="onUnreachable">Called with the reason why there is no connection, once for each new reason.</param>
    public RedisCommands(ConfigurationOptions options, RedisKey probeKey, Action<string>? onUnreachable)
    {
        _kind = new RedisServerKind(probeKey);
        _connection = new RedisConnection(options, _kind, onUnreachable);
    }

    /// <summary>Whether the server is known to support the features of Redis 7.</summary>
    public bool IsModern => _kind.IsModern;

    /// <summary>
    /// Whether to try the Redis 7 form of a script. Another caller may find out that the server is old while this one waits.
    /// </summary>
    public bool MayBeModern => !_kind.IsKnownOld;

    /// <summary>Records that the server does not support the features of Redis 7.</summary>
    public void IsOld() => _kind.IsOld();

    /// <summary>
    /// Runs a script in the form that the server supports. The whole call uses one state machine, because each suspended one is allocated.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="key">Its key, which is also the third argument.</param>
    /// <param name="arguments">The arguments, starting with <see cref="RedisScript.Head"/>.</param>
    /// <param name="read">Converts the reply.</param>
    /// <param name="cancellationToken">Cancels waiting for the reply.</param>
    /// <exception cref="LedgerUnavailableException">The server refused, or did not answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(
        RedisScript script, RedisKey key, object[] arguments, Func<RedisResult, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isLoaded = true;
        while (true)
        {
            var isModern = MayBeModern;
            try
            {
                var form = script.For(isModern);
                arguments[0] = isLoaded ? form.Digest : form.Text;
                var reply = await SendAsync(isLoaded ? "EVALSHA" : "EVAL", key, arguments, cancellationToken);
                Answered();
                return read(reply);
            }
            catch (RedisServerException exception) when (isLoaded && RedisFailure.IsScriptMissing(exception) && !cancellationToken.IsCancellationRequested)
            {
                Answered();
                isLoaded = false;
            }
            catch (RedisServerException exception) when (isModern && RedisFailure.IsSyntaxUnknown(exception))
            {
                Answered();
                _kind.IsOld();
                isLoaded = true;
            }
            catch (Exception exception) when (Failure(exception, cancellationToken) is { } failure)
            {
                throw failure;
            }
        }
    }

    /// <summary>
    /// Sends one command to the master of the key. The caller reports the result with <see cref="Answered"/> or <see cref="Failure"/>,
    /// because an async state machine here would be allocated for every call.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Redis is not connected.</exception>
    public Task<RedisResult> SendAsync(string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        var connecting = new ValueTask<ConnectionMultiplexer>(_connection.Connecting());
        return connecting.IsCompletedSuccessfully
            ? SendAsync(connecting.Result, command, key, arguments, cancellationToken)
            : SendWhenConnectedAsync(connecting.AsTask(), command, key, arguments, cancellationToken);
    }

    /// <summary>The database if the master of the key is connected; null if the client has not started to connect.</summary>
    /// <exception cref="LedgerUnavailableException">It is not connected.</exception>
    public IDatabase? DatabaseOf(RedisKey key)
    {
        var connecting = _connection.Connecting();
        return connecting.IsCompletedSuccessfully ? _connection.DatabaseOf(connecting.GetAwaiter().GetResult(), key) : null;
    }

    /// <summary>Records that the server answered.</summary>
    public void Answered() => _connection.Answered();

    /// <summary>Converts the exception of a failed call; null if neither the server nor the connection caused it.</summary>
    public Exception? Failure(Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                _connection.Unanswered();
                return new OperationCanceledException(cancellationToken);
            case RedisServerException server:
                Answered();
                if (RedisFailure.IsNodeUnreached(server))
                {
                    _connection.Unreached();
                }

                break;
        }

        return RedisFailure.From(exception);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<RedisResult> SendWhenConnectedAsync(
        Task<ConnectionMultiplexer> connecting, string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        ConnectionMultiplexer multiplexer;
        try
        {
            multiplexer = await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw RedisFailure.NeverSent("Redis is not connected");
        }

        return await SendAsync(multiplexer, command, key, arguments, cancellationToken);
    }

    /// <summary>The client's calls accept no token and never complete on a connection that went silent.</summary>
    private Task<RedisResult> SendAsync(
        ConnectionMultiplexer multiplexer, string command, RedisKey key, object[] arguments, CancellationToken cancellationToken) =>
        _connection.DatabaseOf(multiplexer, key).ExecuteAsync(command, arguments, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
}
