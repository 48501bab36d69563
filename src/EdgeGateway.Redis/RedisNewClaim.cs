using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>Claims a key that is probably new: with one plain command, and with the script if the reply does not decide.</summary>
internal sealed class RedisNewClaim(RedisCommands commands, RedisClaims claims) : RedisCall<ClaimResult>(commands)
{
    private readonly RedisCommands _commands = commands;
    private readonly object[] _arguments = ["", "", "NX"u8.ToArray(), "GET"u8.ToArray(), "PX"u8.ToArray(), ""];
    private byte[] _record = [];
    private ClaimRequest _request;

    /// <summary>Claims.</summary>
    public ValueTask<ClaimResult> RunAsync(in ClaimRequest request, CancellationToken cancellationToken)
    {
        _request = request;
        var key = claims.KeyOf(request);
        var tail = claims.TailOf(request);
        var length = RedisRecord.LengthOfClaimed(tail);
        if (_record.Length != length)
        {
            _record = new byte[length];
        }

        RedisRecord.WriteClaimed(request, tail, _record);
        _arguments[0] = key;
        _arguments[1] = _record;
        _arguments[5] = claims.LifeOf(request);
        return RunAsync(key, cancellationToken);
    }

    protected override Task<RedisResult> SendAsync(IDatabase database) => database.ExecuteAsync("SET", _arguments, CommandFlags.DemandMaster);

    protected override ClaimResult Read(RedisResult reply)
    {
        if (reply.IsNull)
        {
            return ClaimResult.Claimed(1);
        }

        var record = (byte[])reply!;
        return RedisRecord.IsForeign(record) ? throw RedisFailure.Foreign() : RedisClaims.Settled(record);
    }

    protected override bool IsUndecided(Task<RedisResult> reply)
    {
        if (reply.IsCompletedSuccessfully)
        {
            return IsUndecided(reply.GetAwaiter().GetResult());
        }

        if (reply.Exception?.InnerException is not RedisServerException exception)
        {
            return false;
        }

        if (RedisFailure.IsSyntaxUnknown(exception))
        {
            _commands.IsOld();
            return true;
        }

        // The server refused the command without reading the key. The script reads first, so that known callbacks are still answered.
        return RedisFailure.IsFull(exception);
    }

    protected override ValueTask<ClaimResult> ContinueAsync(CancellationToken cancellationToken) =>
        claims.ClaimByScriptAsync(_request, cancellationToken);

    protected override void Return() => claims.Return(this);

    private bool IsUndecided(RedisResult reply)
    {
        if (reply.IsNull)
        {
            return false;
        }

        try
        {
            var record = (byte[])reply!;
            return !RedisRecord.IsForeign(record) && !RedisRecord.IsSettled(record, _request.Fingerprint);
        }
        catch (InvalidCastException)
        {
            // An unexpected reply; the awaiter gets the exception.
            return false;
        }
    }
}
