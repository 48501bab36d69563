using System.Diagnostics;
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

    /// <summary>
    /// Without a connection for so long although callers ask for one, another client tries beside this one: a client has been seen that
    /// did not come back after a half-open connection and a restart of the server.
    /// </summary>
    private static readonly TimeSpan UnconnectedLimit = TimeSpan.FromSeconds(10);

    private readonly ConfigurationOptions _options;
    private readonly RedisServerKind _kind;
    private readonly RedisReachability _reachability;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;
    private long _silentSince;
    private long _unconnectedSince;
    private bool _disposed;

    /// <param name="options">Where to.</param>
    /// <param name="kind">Hears of every new connection.</param>
    /// <param name="onUnreachable">Hears why there is no connection, once for each new reason.</param>
    public RedisConnection(ConfigurationOptions options, RedisServerKind kind, Action<string>? onUnreachable)
    {
        _options = options;
        _kind = kind;
        _reachability = new RedisReachability(onUnreachable);
        lock (_lock)
        {
            _connecting = Connect();
        }
    }

    /// <summary>
    /// The client once it has begun to connect. That fails only where not even an attempt was possible; the next caller tries again.
    /// </summary>
    public Task<ConnectionMultiplexer> Connecting()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connecting.IsFaulted ? _connecting = Connect() : _connecting;
        }
    }

    /// <summary>The database, where the master of the key is connected.</summary>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">It is not connected.</exception>
    public IDatabase DatabaseOf(ConnectionMultiplexer multiplexer, RedisKey key)
    {
        // Later versions of the client would queue the command and send it on reconnecting, long after its caller gave up.
        var database = multiplexer.GetDatabase();
        if (!database.IsConnected(key, CommandFlags.DemandMaster))
        {
            _kind.Forget();

            // Where a part of a cluster is connected, the client is at work, and its callers there are not to be disturbed.
            if (!multiplexer.IsConnected && HasLasted(ref _unconnectedSince, UnconnectedLimit))
            {
                _ = Task.Run(TryReplaceAsync);
            }

            throw RedisFailure.NeverSent($"Redis is not connected: {_reachability.Reason(database)}");
        }

        if (Volatile.Read(ref _unconnectedSince) != 0)
        {
            Volatile.Write(ref _unconnectedSince, 0);
        }

        _kind.Ask(database);
        return database;
    }

    /// <summary>Something came back.</summary>
    public void Answered() => Volatile.Write(ref _silentSince, 0);

    /// <summary>A caller gave up waiting for an answer.</summary>
    public void Unanswered()
    {
        if (!HasLasted(ref _silentSince, SilenceLimit))
        {
            return;
        }

        lock (_lock)
        {
            if (!_disposed)
            {
                // Not by this caller, who waits for it, and not within the lock, at which all others would: the client closes
                // its sockets before its first await.
                var silent = _connecting;
                _ = Task.Run(() => CloseAsync(silent));
                _connecting = Connect();
            }
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

    /// <summary>
    /// Whether something has lasted for longer than a limit, which then begins anew. Of several callers at once one hears that it has.
    /// </summary>
    private static bool HasLasted(ref long since, TimeSpan limit)
    {
        var now = Stopwatch.GetTimestamp();
        var first = Interlocked.CompareExchange(ref since, now, 0);
        return first != 0 && Stopwatch.GetElapsedTime(first, now) >= limit && Interlocked.CompareExchange(ref since, 0, first) == first;
    }

    /// <summary>Puts a new client in the place of one that is not connected, if the new one is.</summary>
    private async Task TryReplaceAsync()
    {
        var replacement = ConnectAsync();
        var surplus = replacement;
        try
        {
            var isConnected = (await replacement).IsConnected;
            lock (_lock)
            {
                if (isConnected && !_disposed && _connecting.IsCompletedSuccessfully && !_connecting.GetAwaiter().GetResult().IsConnected)
                {
                    surplus = _connecting;
                    _connecting = replacement;
                    _kind.Forget();
                    _reachability.Restored();
                }
            }
        }
        catch (RedisConnectionException)
        {
            // Not even an attempt was possible; the next caller after the limit starts another.
        }

        await CloseAsync(surplus);
    }

    /// <summary>Within the lock.</summary>
    private Task<ConnectionMultiplexer> Connect()
    {
        _kind.Forget();
        return ConnectAsync();
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
        if (multiplexer.IsConnected)
        {
            _kind.Ask(multiplexer.GetDatabase());
        }
        else
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
