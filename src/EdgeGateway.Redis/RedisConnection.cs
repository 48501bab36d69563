using System.Diagnostics;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// The client's connection, established in the background: the gateway can start while Redis is down, and connects as soon as Redis is up.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>
    /// A connection without any answer for this long is closed. The client would wait for the operating system to do so, which takes about
    /// 15 minutes if the network silently drops packets.
    /// </summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// If the client does not reach a node for this long, a second client tries to. In tests, a client sometimes did not recover after a
    /// half-open connection and a restart of the server, also for one node of a cluster.
    /// </summary>
    private static readonly TimeSpan UnreachedLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long the callers of a replaced client may take until it is closed.</summary>
    private static readonly TimeSpan ClosingDelay = TimeSpan.FromSeconds(5);

    private readonly ConfigurationOptions _options;
    private readonly RedisServerKind _kind;
    private readonly RedisReachability _reachability;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;
    private long _silentSince;
    private long _unreachedSince;
    private bool _disposed;

    /// <param name="options">The connection options.</param>
    /// <param name="kind">Notified of every new connection.</param>
    /// <param name="onUnreachable">Called with the reason why there is no connection, once for each new reason.</param>
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
    /// Returns the client once it has started to connect. This fails only if no attempt was possible; then the next caller tries again.
    /// </summary>
    public Task<ConnectionMultiplexer> Connecting()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connecting.IsFaulted ? _connecting = Connect() : _connecting;
        }
    }

    /// <summary>The database, if the master of the key is connected.</summary>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">It is not connected.</exception>
    public IDatabase DatabaseOf(ConnectionMultiplexer multiplexer, RedisKey key)
    {
        // Later versions of the client would queue the command and send it after reconnecting, long after its caller gave up.
        var database = multiplexer.GetDatabase();
        if (!database.IsConnected(key, CommandFlags.DemandMaster))
        {
            _kind.Forget();
            Unreached();
            throw RedisFailure.NeverSent($"Redis is not connected: {_reachability.Reason(database)}");
        }

        _kind.Ask(database);
        return database;
    }

    /// <summary>Records that the server answered.</summary>
    public void Answered() => Volatile.Write(ref _silentSince, 0);

    /// <summary>Records that the client does not reach the node that has a key.</summary>
    public void Unreached()
    {
        if (HasLasted(ref _unreachedSince, UnreachedLimit))
        {
            _ = Task.Run(TryReplaceAsync);
        }
    }

    /// <summary>Records that a caller gave up waiting for an answer.</summary>
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
                // Closed in the background and outside the lock: the client closes its sockets synchronously before its first await, which
                // would block this caller, and all others within the lock.
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
    /// Whether a condition has lasted longer than the limit, which then restarts. If several callers ask concurrently, only one gets true.
    /// </summary>
    private static bool HasLasted(ref long since, TimeSpan limit)
    {
        var now = Stopwatch.GetTimestamp();
        var first = Interlocked.CompareExchange(ref since, now, 0);
        return first != 0 && Stopwatch.GetElapsedTime(first, now) >= limit && Interlocked.CompareExchange(ref since, 0, first) == first;
    }

    /// <summary>Replaces the client with a new one, if the new one reaches more nodes.</summary>
    private async Task TryReplaceAsync()
    {
        var replacement = ConnectAsync();
        var surplus = replacement;
        try
        {
            var reached = NodesReached(await replacement);
            lock (_lock)
            {
                if (!_disposed && _connecting.IsCompletedSuccessfully && reached > NodesReached(_connecting.GetAwaiter().GetResult()))
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
            // No attempt was possible; the next caller after the limit tries again.
        }

        if (surplus != replacement)
        {
            // It may still reach other nodes, for callers that have it.
            await Task.Delay(ClosingDelay);
        }

        await CloseAsync(surplus);
    }

    private static int NodesReached(ConnectionMultiplexer multiplexer) =>
        multiplexer.GetEndPoints().Count(endPoint => multiplexer.GetServer(endPoint).IsConnected);

    /// <summary>Must be called within the lock.</summary>
    private Task<ConnectionMultiplexer> Connect()
    {
        _kind.Forget();
        return ConnectAsync();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        // The client resolves names synchronously before its first await.
        await Task.Yield();
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(_options);
#if STACKEXCHANGE_REDIS_1
        // Lets calls complete independently of one another, as later versions always do.
        multiplexer.PreserveAsyncOrder = false;
#endif
        multiplexer.ConnectionRestored += (_, _) =>
        {
            _kind.Forget();
            _reachability.Restored();
            Volatile.Write(ref _unreachedSince, 0);
        };
        if (multiplexer.IsConnected)
        {
            _kind.Ask(multiplexer.GetDatabase());
        }
        else
        {
            _reachability.AskNewClient(multiplexer.GetDatabase());
        }

        return multiplexer;
    }

    private static async Task CloseAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            // Do not wait for replies: on a dead connection they never arrive, and no caller waits for them.
            await (await connecting).CloseAsync(allowCommandsToComplete: false);
        }
        catch (RedisConnectionException)
        {
            // It was never connected.
        }
    }
}
