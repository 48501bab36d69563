using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Claims keys: with a plain command if the server supports it, otherwise with the script that implements all rules.</summary>
internal sealed class RedisClaims(RedisCommands commands, RedisKeys keys, RedisDurations durations)
{
    private static readonly object _one = "1"u8.ToArray();
    private static readonly object _zero = "0"u8.ToArray();

    private readonly RedisCallPool<RedisNewClaim> _idle = new();

    public ValueTask<ClaimResult> ClaimAsync(in ClaimRequest request, CancellationToken cancellationToken)
    {
        if (!commands.IsModern)
        {
            return ClaimByScriptAsync(request, cancellationToken);
        }

        if (!_idle.TryTake(out var call))
        {
            call = new RedisNewClaim(commands, this);
        }

        return call.RunAsync(request, cancellationToken);
    }

    /// <summary>Claims with the script that implements all rules.</summary>
    public ValueTask<ClaimResult> ClaimByScriptAsync(in ClaimRequest request, CancellationToken cancellationToken)
    {
        var key = KeyOf(request);
        object[] arguments =
        [
            .. RedisScript.Head,
            key,
            RedisRecord.Digest(request.Fingerprint.Value),
            RedisRecord.Digest(request.Claim.Owner.Value),
            durations.TextOf(request.Lease),
            TailOf(request),
            durations.TextOf(request.Claim.SettledRetention),
            request.ReplacesContent ? _one : _zero,
        ];
        return commands.RunAsync(RedisScript.Claim, key, arguments, Read, cancellationToken);
    }

    /// <summary>The Redis key of the record.</summary>
    public RedisKey KeyOf(in ClaimRequest request) => keys.Of(request.Claim.Key.Value);

    /// <summary>How long the record is kept after its lease.</summary>
    public byte[] TailOf(in ClaimRequest request) => durations.TextOf(request.Claim.Retention);

    /// <summary>How long the record is kept if the claim is neither settled nor released.</summary>
    public byte[] LifeOf(in ClaimRequest request) => durations.TextOf(request.Lease + request.Claim.Retention);

    /// <summary>Returns a call to the pool.</summary>
    public void Return(RedisNewClaim call) => _idle.Return(call);

    /// <summary>Converts a settled record to the result of a claim.</summary>
    public static ClaimResult Settled(byte[] record) =>
        ClaimResult.AlreadySettled(RedisRecord.ReadAcknowledgement(record) ?? throw RedisFailure.Foreign());

    private static ClaimResult Read(RedisResult result)
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
}
