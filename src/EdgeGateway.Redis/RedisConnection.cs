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
        _kind = new RedisServerKind(() => RunAsync(RedisScript.Probe.For(isModern: true), probeKey, [.. RedisScript.Head, probeKey], CancellationToken.None));
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

    /// <summary>Runs a script, in the form that the server takes.</summary>
    /// <param name="script">Which.</param>
    /// <param name="key">Its key, which is the third argument, too.</param>
    /// <param name="arguments">Begin with <see cref="RedisScript.Head"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RedisServerException">The server refused.</exception>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">There was no answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> RunAsync(RedisScript script, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        if (!_kind.IsKnownOld)
        {
            try
            {
                return await RunAsync(script.For(isModern: true), key, arguments, cancellationToken);
            }
            catch (RedisServerException exception) when (RedisFailure.IsSyntaxUnknown(exception))
            {
                _kind.IsOld();
            }
        }

        return await RunAsync(script.For(isModern: false), key, arguments, cancellationToken);
    }

    /// <summary>Sends one command to the master of the key.</summary>
    /// <exception cref="RedisServerException">The server refused.</exception>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">There was no answer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> SendAsync(string command, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isSent = false;
        try
        {
            var database = await ReachAsync(key, cancellationToken);
            isSent = true;

            // The client's calls take no token, and never end on a connection that went silent.
            var result = await database.ExecuteAsync(command, arguments, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
            Answered();
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (!isSent)
            {
                throw RedisFailure.NeverSent("Redis is not connected");
            }

            Unanswered();
            throw;
        }
        catch (RedisServerException)
        {
            Answered();
            throw;
        }
        catch (Exception exception) when (RedisFailure.From(exception) is not null)
        {
            throw RedisFailure.From(exception)!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        await CloseAsync(_connecting);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RedisResult> RunAsync(RedisScript.Form script, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            arguments[0] = script.Digest;
            return await SendAsync("EVALSHA", key, arguments, cancellationToken);
        }
        catch (RedisServerException exception) when (RedisFailure.IsScriptMissing(exception) && !cancellationToken.IsCancellationRequested)
        {
            arguments[0] = script.Text;
            return await SendAsync("EVAL", key, arguments, cancellationToken);
        }
    }

    /// <summary>Where <paramref name="key"/> lives, when it can be reached now.</summary>
    private async ValueTask<IDatabaseAsync> ReachAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var connecting = Connecting();
        var multiplexer = connecting.IsCompletedSuccessfully ? await connecting : await connecting.WaitAsync(cancellationToken);
        var database = multiplexer.GetDatabase();

        // Later versions of the client would queue the command and send it on reconnecting, long after its caller gave up.
        if (!database.IsConnected(key, CommandFlags.DemandMaster))
        {
            _kind.Forget();
            throw RedisFailure.NeverSent($"Redis is not connected: {_reachability.Reason(database)}");
        }

        _kind.Ask();
        return database;
    }

    /// <summary>Something came back.</summary>
    private void Answered() => Volatile.Write(ref _silentSince, 0);

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
