using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Detects whether the server supports the features of Redis 7, by trying them on every new connection. The version is not enough, because
/// other servers implement the protocol too.
/// </summary>
/// <param name="probeKey">A key that no record uses.</param>
internal sealed class RedisServerKind(RedisKey probeKey)
{
    private const int Unknown = 0;
    private const int Asking = 1;
    private const int Modern = 2;
    private const int Old = 3;

    private int _kind;

    /// <summary>Whether the server is known to support them.</summary>
    public bool IsModern => Volatile.Read(ref _kind) == Modern;

    /// <summary>Whether the server is known not to support them.</summary>
    public bool IsKnownOld => Volatile.Read(ref _kind) == Old;

    /// <summary>Records that a command showed that the server does not support them.</summary>
    public void IsOld() => Volatile.Write(ref _kind, Old);

    /// <summary>Resets the result, because a new connection may lead to a different server.</summary>
    public void Forget() => Volatile.Write(ref _kind, Unknown);

    /// <summary>Starts the detection in the background if it has not been done.</summary>
    public void Ask(IDatabaseAsync database)
    {
        if (Volatile.Read(ref _kind) == Unknown && Interlocked.CompareExchange(ref _kind, Asking, Unknown) == Unknown)
        {
            _ = AskAsync(database);
        }
    }

    private async Task AskAsync(IDatabaseAsync database)
    {
        try
        {
            object[] arguments = [RedisScript.Probe.For(isModern: true).Text, .. RedisScript.Head.AsSpan(1), probeKey];
            Found((int)await database.ExecuteAsync("EVAL", arguments, CommandFlags.DemandMaster) == 1 ? Modern : Old);
        }
        catch (RedisServerException exception)
        {
            Found(RedisFailure.IsSyntaxUnknown(exception) ? Old : Unknown);
        }
        catch (Exception exception) when (RedisFailure.From(exception) is not null)
        {
            Found(Unknown);
        }
    }

    /// <summary>Has no effect if there was a new connection meanwhile, or a command has already given the result.</summary>
    private void Found(int kind) => Interlocked.CompareExchange(ref _kind, kind, Asking);
}
