using System.Runtime.CompilerServices;
using System.Text;
using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// The records of a shared ledger. Reading them scans the keys of every master; the audit trail is a list of the latest
/// <see cref="AuditLength"/> lines.
/// </summary>
public sealed class RedisLedgerRecords : ILedgerRecords
{
    /// <summary>How many keys are examined at most by one reading.</summary>
    public const int MaxExamined = 1_000_000;

    /// <summary>How many lines of the audit trail are kept.</summary>
    public const int AuditLength = 10_000;

    private const int PageSize = 500;

    private readonly RedisLedgerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly RedisKeys _keys;
    private readonly ConnectionMultiplexer _multiplexer;

    private RedisLedgerRecords(RedisLedgerOptions options, TimeProvider timeProvider, ConnectionMultiplexer multiplexer)
    {
        _options = options;
        _timeProvider = timeProvider;
        _keys = new RedisKeys(options.KeyPrefix);
        _multiplexer = multiplexer;
    }

    /// <inheritdoc/>
    public bool IsIncomplete { get; private set; }

    private IDatabase Database => _multiplexer.GetDatabase();

    /// <summary>Connects to the server.</summary>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    /// <exception cref="LedgerUnavailableException">The server cannot be reached.</exception>
    public static async Task<RedisLedgerRecords> ConnectAsync(RedisLedgerOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Configuration);
        var configuration = RedisConfiguration.Parse(options.Configuration);

        // The client asks for this before it sends CONFIG GET.
        configuration.AllowAdmin = true;
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
        if (multiplexer.IsConnected)
        {
            return new RedisLedgerRecords(options, timeProvider, multiplexer);
        }

        await multiplexer.CloseAsync();
        throw RedisFailure.NeverSent("Redis is not connected");
    }

    /// <summary>
    /// What the servers do when their memory is full: <c>noeviction</c>, or the <c>maxmemory-policy</c> of the first one that has another; null
    /// if a server does not tell. Replicas count, because each may become the master.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The server cannot be reached.</exception>
    public Task<string?> EvictionPolicyAsync() => RunAsync(async () =>
    {
        string? policy = null;
        foreach (var server in Servers())
        {
            policy = await SettingAsync(server, "maxmemory-policy");
            if (policy != "noeviction")
            {
                break;
            }
        }

        return policy;
    });

    /// <summary>
    /// Whether there are replicas, and a server that would take writes also when it is a master without any (<c>min-replicas-to-write</c>
    /// is 0). False if the servers do not tell.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The server cannot be reached.</exception>
    public Task<bool> WritesWithoutReplicasAsync() => RunAsync(async () =>
    {
        var areReplicated = false;
        var takesWrites = false;
        foreach (var server in Servers())
        {
            areReplicated |= await AskAsync(async () => (await server.InfoAsync("replication"))
                .SelectMany(static section => section).FirstOrDefault(static value => value.Key == "connected_slaves").Value) is not ("0" or null);
            takesWrites |= await SettingAsync(server, "min-replicas-to-write") == "0";
        }

        return areReplicated && takesWrites;
    });

    /// <inheritdoc/>
    public async ValueTask<LedgerRecord?> FindAsync(CallbackKey key, CancellationToken cancellationToken) =>
        await RunAsync(() => ReadAsync(key)) is { } found ? found.Record ?? throw RedisFailure.Foreign() : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerRecord> ReadAsync(LedgerRecordFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IsIncomplete = false;
        var examined = 0;
        var start = $"{_options.KeyPrefix}:";

        // The internal keys of a ledger have no slash.
        var pattern = Escape(start + filter.KeyPrefix) + (filter.KeyPrefix.Contains('/', StringComparison.Ordinal) ? "*" : "*/*");
        foreach (var server in Masters())
        {
            foreach (var page in server.Keys(pattern: pattern, pageSize: PageSize).Chunk(PageSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((examined += page.Length) > MaxExamined)
                {
                    IsIncomplete = true;
                    yield break;
                }

                var found = await RunAsync(() => Task.WhenAll(page.Select(key => ReadAsync(new CallbackKey(((string)key!)[start.Length..])))));
                foreach (var record in found.Select(static read => read?.Record).OfType<LedgerRecord>().Where(filter.Matches))
                {
                    yield return record;
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(LedgerRecord record, TimeSpan retention, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var claim = new byte[RedisRecord.HeadLength];
        RedisRecord.WriteClaimOf(record.Owner ?? default, claim);

        // Without the line with flags, which servers before Redis 7 do not know: by hand it may fail when the memory is full.
        var reply = await RunAsync(() => Database.ScriptEvaluateAsync(
            Encoding.UTF8.GetString(RedisScript.Release.For(isModern: false).Text),
            [_keys.Of(record.Key.Value)],
            [claim, (long)Math.Ceiling(retention.TotalMilliseconds)],
            CommandFlags.DemandMaster));
        return (int)reply == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetAsync(CallbackKey key, CancellationToken cancellationToken) => await RunAsync(async () =>
    {
        var name = _keys.Of(key.Value);
        var reply = await Database.StringGetWithExpiryAsync(name, CommandFlags.DemandMaster);
        if (reply.Value.IsNull)
        {
            return false;
        }

        var now = _timeProvider.GetUtcNow();
        if ((RedisRecord.Read(key, reply.Value!, reply.Expiry ?? TimeSpan.Zero, now) ?? throw RedisFailure.Foreign()).IsHeld(now))
        {
            return false;
        }

        // Only what was read: a callback may have claimed the key meanwhile.
        var transaction = Database.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual(name, reply.Value));
        var deleted = transaction.KeyDeleteAsync(name);
        return await transaction.ExecuteAsync(CommandFlags.DemandMaster) && await deleted;
    });

    /// <inheritdoc/>
    public async ValueTask<string> AuditAsync(string line, CancellationToken cancellationToken)
    {
        var key = _keys.Of("audit");
        await RunAsync(async () =>
        {
            await Database.ListRightPushAsync(key, line);
            await Database.ListTrimAsync(key, -AuditLength, -1);
            return true;
        });
        return $"the Redis list {_options.KeyPrefix}:audit";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _multiplexer.CloseAsync();
    }

    private static string Escape(string text) => string.Concat(text.Select(static c => c is '*' or '?' or '[' or ']' or '\\' or '^' ? $"\\{c}" : $"{c}"));

    private static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (RedisFailure.From(exception) is { } failure)
        {
            throw failure;
        }
    }

    private static Task<string?> SettingAsync(IServer server, string name) => AskAsync(async () =>
        (await server.ConfigGetAsync(name)).Select(static setting => setting.Value).FirstOrDefault());

    /// <summary>Null if the server does not tell, as managed servers refuse <c>CONFIG</c>.</summary>
    private static async Task<string?> AskAsync(Func<Task<string?>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is RedisServerException or RedisCommandException)
        {
            return null;
        }
    }

    private async Task<Found?> ReadAsync(CallbackKey key)
    {
        try
        {
            var reply = await Database.StringGetWithExpiryAsync(_keys.Of(key.Value), CommandFlags.DemandMaster);
            return reply.Value.IsNull
                ? null
                : new Found(RedisRecord.Read(key, reply.Value!, reply.Expiry ?? TimeSpan.Zero, _timeProvider.GetUtcNow()));
        }
        catch (RedisServerException exception) when (RedisFailure.IsOfAnotherType(exception))
        {
            return new Found(null);
        }
    }

    private IEnumerable<IServer> Servers() =>
        _multiplexer.GetEndPoints().Select(endPoint => _multiplexer.GetServer(endPoint)).Where(static server => server.IsConnected);

#if STACKEXCHANGE_REDIS_1
    private IEnumerable<IServer> Masters() => Servers().Where(static server => !server.IsSlave);
#else
    private IEnumerable<IServer> Masters() => Servers().Where(static server => !server.IsReplica);
#endif

    /// <param name="Record">Null if another program wrote it.</param>
    private sealed record Found(LedgerRecord? Record);
}
