namespace EdgeGateway.Notifications;

/// <summary>What the merchant of one profile did lately. Safe for concurrent use.</summary>
internal sealed class ProfileWatch
{
    /// <summary>Settlements that the ledger could not record and that nobody was told of.</summary>
    public long LostSettlements;

    // In ticks of UTC; 0: none.
    private long _firstFailure;
    private long _lastFailure;

    /// <summary>The merchant acknowledged.</summary>
    public void Acknowledged()
    {
        if (Volatile.Read(ref _firstFailure) != 0)
        {
            Volatile.Write(ref _firstFailure, 0);
        }
    }

    /// <summary>The merchant got a callback and did not acknowledge it.</summary>
    public void NotAcknowledged(DateTimeOffset now)
    {
        Volatile.Write(ref _lastFailure, now.UtcTicks);
        Interlocked.CompareExchange(ref _firstFailure, now.UtcTicks, 0);
    }

    /// <summary>Whether it has acknowledged nothing for the limit, and callbacks came within it.</summary>
    public bool IsSilent(DateTimeOffset now, TimeSpan limit)
    {
        var first = Volatile.Read(ref _firstFailure);
        return first != 0 && now.UtcTicks - first >= limit.Ticks && now.UtcTicks - Volatile.Read(ref _lastFailure) <= limit.Ticks;
    }
}
