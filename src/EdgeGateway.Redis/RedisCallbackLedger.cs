using System.Globalization;
using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// The ledger that several gateways share: one server, or a cluster. One round trip per operation; clock and expiry are the
/// server's.
/// </summary>
public sealed class RedisCallbackLedger : ICallbackLedger, IAsyncDisposable
{
    private const int CheckExpiryMilliseconds = 60_000;

    private readonly RedisConnection _connection;
    private readonly string _prefix;

    /// <summary>Begins to connect and returns at once; operations fail until the server is up, and work from then on.</summary>
    /// <exception cref="ArgumentException">The options cannot be read.</exception>
    public RedisCallbackLedger(RedisLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Configuration);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.KeyPrefix);

        _prefix = options.KeyPrefix + ":";
        _connection = new RedisConnection(options.Configuration);
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var reply = (RedisResult[])(await RunAsync(
            RedisScript.Claim,
            request.Claim.Key.Value,
            [
                Hexadecimal(request.Fingerprint.Value),
                Hexadecimal(request.Claim.Owner.Value),
                Milliseconds(request.Lease),
                Milliseconds(request.Claim.Retention),
            ],
            cancellationToken))!;

        return (ClaimStatus)(int)reply[0] switch
        {
            ClaimStatus.Claimed => ClaimResult.Claimed((int)reply[1]),
            ClaimStatus.AlreadySettled => ClaimResult.AlreadySettled(new((int)reply[1], (string?)reply[2], (byte[]?)reply[3])),
            ClaimStatus.InFlight => ClaimResult.InFlight(TimeSpan.FromMilliseconds((long)reply[1])),
            ClaimStatus.Conflict => ClaimResult.Conflict(),
            var status => throw new InvalidOperationException($"The claim script returned {status}."),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);

        RedisValue[] values =
        [
            Hexadecimal(claim.Owner.Value),
            Milliseconds(claim.Retention),
            acknowledgement.Status,
            acknowledgement.Body.ToArray(),
        ];
        if (acknowledgement.ContentType is { } contentType)
        {
            values = [.. values, contentType];
        }

        return (int)await RunAsync(RedisScript.Settle, claim.Key.Value, values, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken)
    {
        RedisValue[] values = [Hexadecimal(claim.Owner.Value), Milliseconds(claim.Retention)];
        return (int)await RunAsync(RedisScript.Release, claim.Key.Value, values, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    /// <remarks>On a cluster it proves one node; a cluster that has lost another refuses everything by default.</remarks>
    public async ValueTask CheckAsync(CancellationToken cancellationToken) =>
        // A callback's key has a colon in it: no callback is named like this.
        await RunAsync(RedisScript.Check, "check", [CheckExpiryMilliseconds], cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// Of the node that answers, with whatever else lives there. Claims are not counted: that would take a second key per
    /// claim, which a script on a cluster cannot reach, or reading all records. Each gateway knows those that it holds.
    /// </remarks>
    public async ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken)
    {
        var reply = (RedisResult[])(await RunAsync(RedisScript.Statistics, "check", [], cancellationToken))!;
        var capacity = (long)reply[2];
        return new LedgerStatistics(
            (long)reply[0], OpenClaims: null, OverdueClaims: null, OldestClaim: null, (long)reply[1], capacity == 0 ? null : capacity);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async ValueTask<RedisResult> RunAsync(RedisScript script, string key, RedisValue[] values, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isSent = false;
        try
        {
            RedisKey[] keys = [_prefix + key];
            var database = await _connection.ReachAsync(keys[0], cancellationToken);
            isSent = true;
            RedisResult result;
            try
            {
                // The client's calls take no token, and never end on a connection that went silent.
                result = await database.ScriptEvaluateAsync(script.Text, keys, values, CommandFlags.DemandMaster).WaitAsync(cancellationToken);
            }
            catch (RedisServerException exception) when (RedisScript.IsMissing(exception) && !cancellationToken.IsCancellationRequested)
            {
                result = await database.ScriptEvaluateAsync(script.Text, keys, values, CommandFlags.DemandMaster | CommandFlags.NoScriptCache)
                    .WaitAsync(cancellationToken);
            }

            _connection.Answered();
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (isSent)
            {
                _connection.Unanswered();
            }

            throw;
        }
        catch (Exception exception) when (RedisFailure.From(exception) is not null)
        {
            if (exception is RedisServerException)
            {
                _connection.Answered();
            }

            throw RedisFailure.From(exception)!;
        }
    }

    private static RedisValue Milliseconds(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);

    /// <summary>32 lower-case digits.</summary>
    private static RedisValue Hexadecimal(UInt128 value)
    {
        var digits = new byte[32];
        value.TryFormat(digits, out _, "x32", CultureInfo.InvariantCulture);
        return digits;
    }
}
