using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// A ledger shared by several gateways, on one Redis server or a cluster. Each record is one string and each command uses one key; time and
/// expiry come from the server. A new claim is a plain <c>SET</c> if the server supports <c>SET … NX GET</c>; rarer cases, settling and
/// releasing use scripts.
/// </summary>
public sealed class RedisCallbackLedger : ICallbackLedger, IAsyncDisposable
{
    private const int CheckExpiryMilliseconds = 60_000;

    private static readonly object _one = "1"u8.ToArray();
    private static readonly object _expireIn = "PX"u8.ToArray();

    private readonly RedisKeys _keys;
    private readonly RedisCommands _commands;
    private readonly RedisClaims _claims;
    private readonly RedisDurations _durations = new();
    private readonly RedisCallPool<RedisEnding> _settling = new();
    private readonly RedisCallPool<RedisEnding> _releasing = new();
    private volatile Tuple<RecordedAcknowledgement, byte[]>? _lastText;

    /// <summary>Starts to connect and returns immediately. Operations fail until the server is reachable.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="onUnreachable">Called with the reason why the server cannot be reached, once for each new reason; for logging.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public RedisCallbackLedger(RedisLedgerOptions options, Action<string>? onUnreachable = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Configuration);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.KeyPrefix);

        _keys = new RedisKeys(options.KeyPrefix);
        _commands = new RedisCommands(RedisConfiguration.Parse(options.Configuration), _keys.Of("probe"), onUnreachable);
        _claims = new RedisClaims(_commands, _keys, _durations);
    }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _claims.ClaimAsync(request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);

        if (!_settling.TryTake(out var call))
        {
            call = new RedisEnding(_commands, _settling, RedisScript.Settle, count: 2);
        }

        return call.RunAsync(
            _keys.Of(claim.Key.Value), claim.Owner, [TextOf(acknowledgement), _durations.TextOf(claim.SettledRetention)], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        if (!_releasing.TryTake(out var call))
        {
            call = new RedisEnding(_commands, _releasing, RedisScript.Release, count: 1);
        }

        return call.RunAsync(_keys.Of(claim.Key.Value), claim.Owner, [_durations.TextOf(claim.Retention)], cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>On a cluster this checks one node; by default, a cluster that has lost another node refuses all commands.</remarks>
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        var key = _keys.Of("check");
        try
        {
            await _commands.SendAsync("SET", key, [key, _one, _expireIn, CheckExpiryMilliseconds], cancellationToken);
            _commands.Answered();
        }
        catch (Exception exception) when (_commands.Failure(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsOpenAsync(Claim claim, CancellationToken cancellationToken)
    {
        var key = _keys.Of(claim.Key.Value);
        try
        {
            var record = (byte[]?)await _commands.SendAsync("GET", key, [key], cancellationToken);
            _commands.Answered();
            return record is not null && RedisRecord.IsClaimedBy(record, claim.Owner);
        }
        catch (Exception exception) when (_commands.Failure(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Covers the node that answers, including other data on it. Claims are not counted: that would require a second key per claim, which a
    /// script on a cluster cannot access, or reading all records. Each gateway knows the claims that it left, and <see cref="IsOpenAsync"/> tells
    /// what became of them.
    /// </remarks>
    public ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        var key = _keys.Of("check");
        return _commands.RunAsync(RedisScript.Statistics, key, [.. RedisScript.Head, key], ReadStatistics, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    private static LedgerStatistics ReadStatistics(RedisResult result)
    {
        var reply = (RedisResult[])result!;
        var capacity = (long)reply[2];
        return new LedgerStatistics(
            (long)reply[0], OpenClaims: null, OverdueClaims: null, OldestClaim: null, (long)reply[1], capacity == 0 ? null : capacity);
    }

    /// <summary>Nearly every acknowledgement equals the previous one.</summary>
    private byte[] TextOf(RecordedAcknowledgement acknowledgement)
    {
        var last = _lastText;
        if (last is null || !ReferenceEquals(last.Item1, acknowledgement))
        {
            _lastText = last = Tuple.Create(acknowledgement, RedisRecord.Of(acknowledgement));
        }

        return last.Item2;
    }
}
