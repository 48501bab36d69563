using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Sends commands and scripts over one connection, in the form that its server takes.</summary>
internal sealed class RedisCommands : IAsyncDisposable
{
    private readonly RedisServerKind _kind;
    private readonly RedisConnection _connection;

    /// <param name="options">Where to.</param>
    /// <param name="probeKey">A key that no record has, to find out what the server can do.</param>
    /// <param name="onUnreachable">Hears why there is no connection, once for each new reason.</param>
    public RedisCommands(ConfigurationOptions options, RedisKey probeKey, Action<string>? onUnreachable)
    {
        _kind = new RedisServerKind(probeKey);
        _connection = new RedisConnection(options, _kind, onUnreachable);
    }

    /// <summary>Whether the server is known to take what Redis 7 does.</summary>
    public bool IsModern => _kind.IsModern;

    /// <summary>The form of a script to try: another caller may find out that the server is old while this one waits.</summary>
    public bool MayBeModern => !_kind.IsKnownOld;

    /// <summary>The server turned out not to take what Redis 7 does.</summary>
    public void IsOld() => _kind.IsOld();

    /// <summary>Runs a script in the form that the server takes. One state machine for the whole call, since each one that waits is allocated.</summary>
    /// <param name="script">Which.</param>
    /// <param name="key">Its key, which is the third argument, too.</param>
    /// <param name="arguments">Begin with <see cref="RedisScript.Head"/>.</param>
    /// <param name="read">Takes the reply.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LedgerUnavailableException">The server refused, or there was no answer.</exception>
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
    /// Sends one command to the master of the key. The caller reports how it ended, with <see cref="Answered"/> or <see cref="Failure"/>:
    /// a state machine here would be allocated for every call.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Redis is not connected.</exception>
    public Task<RedisResult> SendAsync(string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        var connecting = new ValueTask<ConnectionMultiplexer>(_connection.Connecting());
        return connecting.IsCompletedSuccessfully
            ? SendAsync(connecting.Result, command, key, arguments, cancellationToken)
            : SendWhenConnectedAsync(connecting.AsTask(), command, key, arguments, cancellationToken);
    }

    /// <summary>The database, where the master of the key is connected; null while the client has not begun to connect.</summary>
    /// <exception cref="LedgerUnavailableException">It is not connected.</exception>
    public IDatabase? DatabaseOf(RedisKey key)
    {
        var connecting = _connection.Connecting();
        return connecting.IsCompletedSuccessfully ? _connection.DatabaseOf(connecting.GetAwaiter().GetResult(), key) : null;
    }

    /// <summary>Something came back.</summary>
    public void Answered() => _connection.Answered();

    /// <summary>What a failed call is thrown on as: null for what is neither the server's nor the connection's fault.</summary>
    public Exception? Failure(Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                _connection.Unanswered();
                return new OperationCanceledException(cancellationToken);
            case RedisServerException:
                Answered();
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

    /// <summary>The client's calls take no token, and never end on a connection that went silent.</summary>
    private Task<RedisResult> SendAsync(
        ConnectionMultiplexer multiplexer, string command, RedisKey key, object[] arguments, CancellationToken cancellationToken) =>
        _connection.DatabaseOf(multiplexer, key).ExecuteAsync(command, arguments, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
}
