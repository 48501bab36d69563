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

    private readonly RedisCommands _commands;
    private readonly RedisKey _prefix;
    private readonly RedisDurations _durations = new();
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
        _commands = new RedisCommands(RedisConfiguration.Parse(options.Configuration), ((RedisKey)"probe").Prepend(_prefix), onUnreachable);
    }

    /// <inheritdoc/>
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _commands.IsModern ? ClaimNewAsync(request, cancellationToken) : ClaimByScriptAsync(request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);

        var key = KeyOf(claim.Key.Value);
        object[] arguments =
            [.. RedisScript.Head, key, RedisRecord.ClaimOf(claim.Owner), TextOf(acknowledgement), _durations.TextOf(claim.SettledRetention)];
        return _commands.RunAsync(RedisScript.Settle, key, arguments, HasEnded, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        var key = KeyOf(claim.Key.Value);
        object[] arguments = [.. RedisScript.Head, key, RedisRecord.ClaimOf(claim.Owner), _durations.TextOf(claim.Retention)];
        return _commands.RunAsync(RedisScript.Release, key, arguments, HasEnded, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>On a cluster it proves one node; a cluster that has lost another refuses everything by default.</remarks>
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        // A callback's key has a slash in it: no callback is named like this.
        var key = KeyOf("check");
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
        var key = KeyOf("check");
        return _commands.RunAsync(RedisScript.Statistics, key, [.. RedisScript.Head, key], ReadStatistics, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    /// <summary>One plain command, and the script where that does not decide.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClaimResult> ClaimNewAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var key = KeyOf(request.Claim.Key.Value);
            var reply = await _commands.SendAsync("SET", key, ArgumentsOfNew(request, key), cancellationToken);
            _commands.Answered();
            if (reply.IsNull)
            {
                return ClaimResult.Claimed(1);
            }

            var record = (byte[])reply!;
            if (RedisRecord.IsSettled(record, request.Fingerprint))
            {
                return Settled(record);
            }

            if (RedisRecord.IsForeign(record))
            {
                throw RedisFailure.Foreign();
            }
        }
        catch (RedisServerException exception) when (RedisFailure.IsSyntaxUnknown(exception))
        {
            _commands.Answered();
            _commands.IsOld();
        }
        catch (RedisServerException exception) when (RedisFailure.IsFull(exception))
        {
            // Refused before it was looked at. The script reads first, so that what is known is still answered.
            _commands.Answered();
        }
        catch (Exception exception) when (_commands.Failure(exception, cancellationToken) is { } failure)
        {
            throw failure;
        }

        return await ClaimByScriptAsync(request, cancellationToken);
    }

    private object[] ArgumentsOfNew(in ClaimRequest request, RedisKey key)
    {
        var tail = _durations.TextOf(request.Claim.Retention);
        return [key, RedisRecord.Claimed(request, tail), _ifAbsent, _get, _expireIn, _durations.TextOf(request.Lease + request.Claim.Retention)];
    }

    private ValueTask<ClaimResult> ClaimByScriptAsync(in ClaimRequest request, CancellationToken cancellationToken)
    {
        var key = KeyOf(request.Claim.Key.Value);
        object[] arguments =
        [
            .. RedisScript.Head,
            key,
            RedisRecord.Digest(request.Fingerprint.Value),
            RedisRecord.Digest(request.Claim.Owner.Value),
            _durations.TextOf(request.Lease),
            _durations.TextOf(request.Claim.Retention),
            _durations.TextOf(request.Claim.SettledRetention),
            request.ReplacesContent ? _one : _zero,
        ];
        return _commands.RunAsync(RedisScript.Claim, key, arguments, ReadClaim, cancellationToken);
    }

    private static ClaimResult ReadClaim(RedisResult result)
    {
        var reply = (RedisResult[])result!;
        return (int)reply[0] switch
        {
            (int)ClaimStatus.Claimed => ClaimResult.Claimed((int)reply[1]),
            (int)ClaimStatus.AlreadySettled => Settled((byte[])reply[1]!),
            (int)ClaimStatus.InFlight => ClaimResult.InFlight(TimeSpan.FromMilliseconds((long)reply[1])),
            (int)ClaimStatus.Conflict => ClaimResult.Conflict(),
            _ => throw RedisFailure.Foreign(),
        };
    }

    private static LedgerStatistics ReadStatistics(RedisResult result)
    {
        var reply = (RedisResult[])result!;
        var capacity = (long)reply[2];
        return new LedgerStatistics(
            (long)reply[0], OpenClaims: null, OverdueClaims: null, OldestClaim: null, (long)reply[1], capacity == 0 ? null : capacity);
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
}
