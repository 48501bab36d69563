using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// The ledger that several gateways share: one server, or a cluster. One string for each record, one key for each command; clock
/// and expiry are the server's. A new claim is a plain <c>SET</c> where the server has the form that answers what is there; what
/// is rare is a script's work, and so are settling and releasing.
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

    /// <summary>Begins to connect and returns at once; operations fail until the server is up, and work from then on.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="onUnreachable">Hears why the server cannot be reached, once for each new reason; for a log.</param>
    /// <exception cref="ArgumentException">The options cannot be read.</exception>
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
    /// <remarks>On a cluster it proves one node; a cluster that has lost another refuses everything by default.</remarks>
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
    /// <remarks>
    /// Of the node that answers, with whatever else lives there. Claims are not counted: that would take a second key per
    /// claim, which a script on a cluster cannot reach, or reading all records. Each gateway knows those that it holds.
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

    /// <summary>As good as every acknowledgement is the same one as the last.</summary>
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
