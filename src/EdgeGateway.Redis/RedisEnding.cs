using EdgeGateway.Callbacks.Ledger;
using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Settles or releases a claim with a script, called by its digest. If the server does not have the script, the general form loads it. Uses
/// the client's script method, because after any other kind of command the client selects the database again.
/// </summary>
internal sealed class RedisEnding : RedisCall<bool>
{
    private readonly RedisCommands _commands;
    private readonly RedisCallPool<RedisEnding> _idle;
    private readonly RedisScript _script;
    private readonly byte[] _claim = new byte[RedisRecord.HeadLength];
    private readonly RedisKey[] _keys = new RedisKey[1];
    private readonly RedisValue[] _values;

    /// <param name="commands">Sends the general form.</param>
    /// <param name="idle">The pool that it is returned to.</param>
    /// <param name="script">The script.</param>
    /// <param name="count">The number of arguments after the claim.</param>
    public RedisEnding(RedisCommands commands, RedisCallPool<RedisEnding> idle, RedisScript script, int count)
        : base(commands)
    {
        _commands = commands;
        _idle = idle;
        _script = script;
        _values = new RedisValue[count + 1];
        _values[0] = _claim;
    }

    /// <summary>Settles or releases the claim. Returns false if it does not belong to this owner.</summary>
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
