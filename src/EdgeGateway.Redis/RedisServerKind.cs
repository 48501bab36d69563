using StackExchange.Redis;

namespace EdgeGateway.Redis;

/// <summary>
/// Whether the server takes what Redis 7 does, found out by trying it on every new connection. Versions say too little: there are
/// other servers that speak the protocol.
/// </summary>
/// <param name="probeKey">A key that no record has.</param>
internal sealed class RedisServerKind(RedisKey probeKey)
{
    private const int Unknown = 0;
    private const int Asking = 1;
    private const int Modern = 2;
    private const int Old = 3;

    private int _kind;

    /// <summary>Known to take it.</summary>
    public bool IsModern => Volatile.Read(ref _kind) == Modern;

    /// <summary>Known not to take it.</summary>
    public bool IsKnownOld => Volatile.Read(ref _kind) == Old;

    /// <summary>A command has shown that it does not take it.</summary>
    public void IsOld() => Volatile.Write(ref _kind, Old);

    /// <summary>Behind a new connection there may be another server.</summary>
    public void Forget() => Volatile.Write(ref _kind, Unknown);

    /// <summary>Tries it in the background unless that was done.</summary>
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

    /// <summary>Nothing where a new connection was made meanwhile, or a command was the first to show it.</summary>
    private void Found(int kind) => Interlocked.CompareExchange(ref _kind, kind, Asking);
}
