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
    /// How often the client asks every node whether it is a master. Between, it follows no redirection to one that it takes for
    /// a replica: after a failover in which no connection broke, keys cannot be reached for so long. Its own choice is a minute.
    /// </summary>
    private static readonly TimeSpan RoleInterval = TimeSpan.FromSeconds(2);

    private readonly ConfigurationOptions _options;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;
    private long _silentSince;
    private bool _disposed;

    /// <exception cref="ArgumentException">The configuration cannot be read.</exception>
    public RedisConnection(string configuration)
    {
        _options = Parse(configuration);
        _connecting = ConnectAsync();
    }

    /// <summary>Where <paramref name="key"/> lives, when it can be reached now.</summary>
    /// <exception cref="Callbacks.Ledger.LedgerUnavailableException">It cannot.</exception>
    public async ValueTask<IDatabaseAsync> ReachAsync(RedisKey key, CancellationToken cancellationToken)
    {
        var connecting = Connecting();
        var multiplexer = connecting.IsCompletedSuccessfully ? await connecting : await connecting.WaitAsync(cancellationToken);
        var database = multiplexer.GetDatabase();

        // Later versions of the client would queue the command and send it on reconnecting, long after its caller gave up.
        return database.IsConnected(key, CommandFlags.DemandMaster)
            ? database
            : throw RedisFailure.Because("Redis is not connected");
    }

    /// <summary>Something came back.</summary>
    public void Answered() => Volatile.Write(ref _silentSince, 0);

    /// <summary>A caller gave up waiting for an answer.</summary>
    public void Unanswered()
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
                _connecting = ConnectAsync();
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

    /// <summary>Connecting fails only where not even an attempt was possible; the next caller tries again.</summary>
    private Task<ConnectionMultiplexer> Connecting()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connecting.IsFaulted ? _connecting = ConnectAsync() : _connecting;
        }
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

    private static ConfigurationOptions Parse(string configuration)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(configuration);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // Without the client's exception: it quotes the configuration, and that holds a password.
            throw new ArgumentException("The configuration of the Redis connection cannot be read.");
        }

        if (options.EndPoints.Count == 0)
        {
            throw new ArgumentException("The configuration of the Redis connection names no server.");
        }

        options.AbortOnConnectFail = false;
#if !STACKEXCHANGE_REDIS_1
        // As 1.x does: a call without a connection fails at once, instead of waiting for one.
        options.BacklogPolicy = BacklogPolicy.FailFast;
#endif
        if (!configuration.Contains("configCheckSeconds", StringComparison.OrdinalIgnoreCase))
        {
            options.ConfigCheckSeconds = (int)RoleInterval.TotalSeconds;
        }

        options.ClientName ??= "EdgeGateway";
        return options;
    }
}
