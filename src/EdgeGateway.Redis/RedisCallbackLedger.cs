using System.Runtime.CompilerServices;
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
    private static readonly object _zero = "0"u8.ToArray();
    private static readonly object _ifAbsent = "NX"u8.ToArray();
    private static readonly object _get = "GET"u8.ToArray();
    private static readonly object _expireIn = "PX"u8.ToArray();

    private readonly RedisConnection _connection;
    private readonly RedisKey _prefix;
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

        _prefix = options.KeyPrefix + ":";
        _connection = new RedisConnection(RedisConfiguration.Parse(options.Configuration), ((RedisKey)"probe").Prepend(_prefix), onUnreachable);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (_connection.IsModern)
        {
            try
            {
                if (await TryClaimNewAsync(request, cancellationToken) is { } result)
                {
                    return result;
                }
            }
            catch (RedisServerException exception) when (RedisFailure.IsSyntaxUnknown(exception))
            {
                _connection.IsOld();
            }
            catch (RedisServerException exception) when (RedisFailure.IsFull(exception))
            {
                // Refused before it was looked at. The script reads first, so that what is known is still answered.
            }
            catch (RedisServerException exception)
            {
                throw RedisFailure.From(exception)!;
            }
        }

        return await ClaimByScriptAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);

        var key = KeyOf(claim.Key.Value);
        object[] arguments =
            [.. RedisScript.Head, key, RedisRecord.ClaimOf(claim.Owner), TextOf(acknowledgement), Milliseconds(claim.SettledRetention)];
        return HasEnded(await RunAsync(RedisScript.Settle, key, arguments, cancellationToken));
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        var key = KeyOf(claim.Key.Value);
        object[] arguments = [.. RedisScript.Head, key, RedisRecord.ClaimOf(claim.Owner), Milliseconds(claim.Retention)];
        return HasEnded(await RunAsync(RedisScript.Release, key, arguments, cancellationToken));
    }

    /// <inheritdoc/>
    /// <remarks>On a cluster it proves one node; a cluster that has lost another refuses everything by default.</remarks>
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        // A callback's key has a slash in it: no callback is named like this.
        var key = KeyOf("check");
        try
        {
            await _connection.SendAsync("SET", key, [key, _one, _expireIn, CheckExpiryMilliseconds], cancellationToken);
        }
        catch (RedisServerException exception)
        {
            throw RedisFailure.From(exception)!;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Of the node that answers, with whatever else lives there. Claims are not counted: that would take a second key per
    /// claim, which a script on a cluster cannot reach, or reading all records. Each gateway knows those that it holds.
    /// </remarks>
    public async ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        var key = KeyOf("check");
        var reply = (RedisResult[])(await RunAsync(RedisScript.Statistics, key, [.. RedisScript.Head, key], cancellationToken))!;
        var capacity = (long)reply[2];
        return new LedgerStatistics(
            (long)reply[0], OpenClaims: null, OverdueClaims: null, OldestClaim: null, (long)reply[1], capacity == 0 ? null : capacity);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>One plain command; null when what it found is for the script to judge.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClaimResult?> TryClaimNewAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var tail = Milliseconds(request.Claim.Retention);
        var key = KeyOf(request.Claim.Key.Value);
        object[] arguments = [key, RedisRecord.Claimed(request, tail), _ifAbsent, _get, _expireIn, Milliseconds(request.Lease) + tail];
        var reply = await _connection.SendAsync("SET", key, arguments, cancellationToken);
        if (reply.IsNull)
        {
            return ClaimResult.Claimed(1);
        }

        var record = (byte[])reply!;
        return RedisRecord.IsSettled(record, request.Fingerprint) ? Settled(record)
            : RedisRecord.IsForeign(record) ? throw RedisFailure.Foreign()
            : null;
    }

    private async ValueTask<ClaimResult> ClaimByScriptAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var key = KeyOf(request.Claim.Key.Value);
        object[] arguments =
        [
            .. RedisScript.Head,
            key,
            RedisRecord.Digest(request.Fingerprint.Value),
            RedisRecord.Digest(request.Claim.Owner.Value),
            Milliseconds(request.Lease),
            Milliseconds(request.Claim.Retention),
            Milliseconds(request.Claim.SettledRetention),
            request.ReplacesContent ? _one : _zero,
        ];
        var reply = (RedisResult[])(await RunAsync(RedisScript.Claim, key, arguments, cancellationToken))!;
        return (int)reply[0] switch
        {
            (int)ClaimStatus.Claimed => ClaimResult.Claimed((int)reply[1]),
            (int)ClaimStatus.AlreadySettled => Settled((byte[])reply[1]!),
            (int)ClaimStatus.InFlight => ClaimResult.InFlight(TimeSpan.FromMilliseconds((long)reply[1])),
            (int)ClaimStatus.Conflict => ClaimResult.Conflict(),
            _ => throw RedisFailure.Foreign(),
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RedisResult> RunAsync(RedisScript script, RedisKey key, object[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.RunAsync(script, key, arguments, cancellationToken);
        }
        catch (RedisServerException exception)
        {
            throw RedisFailure.From(exception)!;
        }
    }

    private static ClaimResult Settled(byte[] record) =>
        ClaimResult.AlreadySettled(RedisRecord.ReadAcknowledgement(record) ?? throw RedisFailure.Foreign());

    private static bool HasEnded(RedisResult reply) => (int)reply switch
    {
        1 => true,
        0 => false,
        _ => throw RedisFailure.Foreign(),
    };

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

    private RedisKey KeyOf(string key) => ((RedisKey)key).Prepend(_prefix);

    private static long Milliseconds(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);
}
