using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// A script that ends a claim, by its digest; where the server does not have it, in the general form, which brings it. The client's own
/// call for scripts is used: behind a command of any other kind it selects the database anew.
/// </summary>
internal sealed class RedisEnding : RedisCall<bool>
{
    private readonly RedisCommands _commands;
    private readonly RedisCallPool<RedisEnding> _idle;
    private readonly RedisScript _script;
    private readonly byte[] _claim = new byte[RedisRecord.HeadLength];
    private readonly RedisKey[] _keys = new RedisKey[1];
    private readonly RedisValue[] _values;

    /// <param name="commands">Where it is sent to.</param>
    /// <param name="idle">Where it waits for its next use.</param>
    /// <param name="script">Which.</param>
    /// <param name="count">Of the values that the script takes behind the claim.</param>
    public RedisEnding(RedisCommands commands, RedisCallPool<RedisEnding> idle, RedisScript script, int count)
        : base(commands)
    {
        _commands = commands;
        _idle = idle;
        _script = script;
        _values = new RedisValue[count + 1];
        _values[0] = _claim;
    }

    /// <summary>Ends the claim; false where it is not this owner's.</summary>
    public ValueTask<bool> RunAsync(RedisKey key, OwnerToken owner, ReadOnlySpan<byte[]> values, CancellationToken cancellationToken)
    {
        RedisRecord.WriteClaimOf(owner, _claim);
        _keys[0] = key;
        for (var i = 0; i < values.Length; i++)
        {
            _values[i + 1] = values[i];
        }

        return RunAsync(key, cancellationToken);
    }

    protected override Task<RedisResult> SendAsync(IDatabase database) =>
        database.ScriptEvaluateAsync(_script.For(_commands.MayBeModern).Hash, _keys, _values, CommandFlags.DemandMaster);

    protected override bool Read(RedisResult reply) => HasEnded(reply);

    protected override bool IsUndecided(Task<RedisResult> reply) =>
        reply.Exception?.InnerException is RedisServerException exception
        && (RedisFailure.IsScriptMissing(exception) || RedisFailure.IsSyntaxUnknown(exception));

    protected override ValueTask<bool> ContinueAsync(CancellationToken cancellationToken)
    {
        object[] arguments = [.. RedisScript.Head, _keys[0], .. _values.Select(static value => (byte[])value!)];
        return _commands.RunAsync(_script, _keys[0], arguments, HasEnded, cancellationToken);
    }

    protected override void Return() => _idle.Return(this);

    private static bool HasEnded(RedisResult reply) => (int)reply switch
    {
        1 => true,
        0 => false,
        _ => throw RedisFailure.Foreign(),
    };
}
