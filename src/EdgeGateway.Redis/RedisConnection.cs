using System.Diagnostics;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// The client's connection, made in the background: the gateway starts while Redis is down, and the client connects as soon
/// as it is up.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>
    /// Without any answer for so long, the connection is given up. The client itself would wait for the operating system to
    /// do that, a quarter of an hour where the network dropped the flow without a word.
    /// </summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(5);

    private readonly ConfigurationOptions _options;
    private readonly RedisServerKind _kind;
    private readonly RedisReachability _reachability;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;
    private long _silentSince;
    private bool _disposed;

    /// <param name="options">Where to.</param>
    /// <param name="probeKey">A key that no record has, to find out what the server can do.</param>
    /// <param name="onUnreachable">Hears why there is no connection, once for each new reason.</param>
    public RedisConnection(ConfigurationOptions options, RedisKey probeKey, Action<string>? onUnreachable)
    {
        _options = options;
        _kind = new RedisServerKind(() => ProbeAsync(probeKey));
        _reachability = new RedisReachability(onUnreachable);
        lock (_lock)
        {
            _connecting = Connect();
        }
    }

    /// <summary>Whether the server is known to take what Redis 7 does.</summary>
    public bool IsModern => _kind.IsModern;

    /// <summary>The server turned out not to take what Redis 7 does.</summary>
    public void IsOld() => _kind.IsOld();

    /// <summary>Runs a script in the form that the server takes. One state machine for the whole call, since each one that waits is allocated.</summary>
    /// <param name="script">Which.</param>
    /// <param name="key">Its key, which is the third argument, too.</param>
    /// <param name="arguments">Begin with <see cref="RedisScript.Head"/>.</param>
    /// <param name="read">Takes the reply.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">The server refused, or there was no answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(
        RedisScript script, RedisKey key, object[] arguments, Func<RedisResult, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isLoaded = true;
        while (true)
        {
            // Another caller may find out that the server is old while this one waits.
            var isModern = !_kind.IsKnownOld;
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
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">Redis is not connected.</exception>
    public Task<RedisResult> SendAsync(string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        var connecting = new ValueTask<ConnectionMultiplexer>(Connecting());
        return connecting.IsCompletedSuccessfully
            ? SendAsync(connecting.Result, command, key, arguments, cancellationToken)
            : SendWhenConnectedAsync(connecting.AsTask(), command, key, arguments, cancellationToken);
    }

    /// <summary>Something came back.</summary>
    public void Answered() => Volatile.Write(ref _silentSince, 0);

    /// <summary>What a failed call is thrown on as: null for what is neither the server's nor the connection's fault.</summary>
    public Exception? Failure(Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                Unanswered();
                return new OperationCanceledException(cancellationToken);
            case RedisServerException:
                Answered();
                break;
        }

        return RedisFailure.From(exception);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        await CloseAsync(_connecting);
    }

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

    private Task<RedisResult> SendAsync(
        ConnectionMultiplexer multiplexer, string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        // Later versions of the client would queue the command and send it on reconnecting, long after its caller gave up.
        var database = multiplexer.GetDatabase();
        if (!database.IsConnected(key, CommandFlags.DemandMaster))
        {
            _kind.Forget();
            throw RedisFailure.NeverSent($"Redis is not connected: {_reachability.Reason(database)}");
        }

        _kind.Ask();

        // The client's calls take no token, and never end on a connection that went silent.
        return database.ExecuteAsync(command, arguments, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
    }

    /// <summary>Without the fallbacks of <see cref="RunAsync"/>, which need to know what this finds out.</summary>
    private async ValueTask<RedisResult> ProbeAsync(RedisKey key)
    {
        try
        {
            return await SendAsync("EVAL", key, [RedisScript.Probe.For(isModern: true).Text, .. RedisScript.Head.AsSpan(1), key], CancellationToken.None);
        }
        catch (Exception exception) when (exception is not RedisServerException && RedisFailure.From(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A caller gave up waiting for an answer.</summary>
    private void Unanswered()
    {
        var now = Stopwatch.GetTimestamp();
        var since = Interlocked.CompareExchange(ref _silentSince, now, 0);
        if (since == 0 || Stopwatch.GetElapsedTime(since, now) < SilenceLimit)
        {
            return;
        }

        lock (_lock)
        {
            // Several callers may come here at once: the first one replaces the connection.
            if (!_disposed && Interlocked.CompareExchange(ref _silentSince, 0, since) == since)
            {
                // Not by this caller, who waits for it, and not within the lock, at which all others would: the client closes
                // its sockets before its first await.
                var silent = _connecting;
                _ = Task.Run(() => CloseAsync(silent));
                _connecting = Connect();
            }
        }
    }

    /// <summary>Connecting fails only where not even an attempt was possible; the next caller tries again.</summary>
    private Task<ConnectionMultiplexer> Connecting()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connecting.IsFaulted ? _connecting = Connect() : _connecting;
        }
    }

    /// <summary>Within the lock.</summary>
    private Task<ConnectionMultiplexer> Connect()
    {
        _kind.Forget();
        var connecting = ConnectAsync();
        connecting.ContinueWith(_ => _kind.Ask(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return connecting;
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        // The client resolves names and waits before its first await.
        await Task.Yield();
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(_options);
#if STACKEXCHANGE_REDIS_1
        // Callers complete independently of one another; later versions always do that.
        multiplexer.PreserveAsyncOrder = false;
#endif
        multiplexer.ConnectionRestored += (_, _) =>
        {
            _kind.Forget();
            _reachability.Restored();
        };
        if (!multiplexer.IsConnected)
        {
            _reachability.Reason(multiplexer.GetDatabase());
        }

        return multiplexer;
    }

    private static async Task CloseAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            // Not waiting for answers: on a dead connection they never come, and no caller waits any more.
            await (await connecting).CloseAsync(allowCommandsToComplete: false);
        }
        catch (RedisConnectionException)
        {
            // It was never connected.
        }
    }
}
