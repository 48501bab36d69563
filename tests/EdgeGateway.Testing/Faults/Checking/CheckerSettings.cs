namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>The gateway's configuration, in the history's time.</summary>
public sealed record CheckerSettings
{
    /// <summary>The lease of a claim.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>How long the gateway waits for the merchant. An answer within half of this time after the send was in time.</summary>
    public required TimeSpan MerchantTimeout { get; init; }

    /// <summary>How long an operation of the ledger may take.</summary>
    public required TimeSpan LedgerTimeout { get; init; }

    /// <summary>How long a record is kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How much longer a settled record is kept.</summary>
    public TimeSpan ReplayProtection { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The maximum replication delay.</summary>
    public TimeSpan ReplicationLag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time after the last fault and a lease until everything must work again.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The maximum difference between clocks that are read one after the other.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMilliseconds(100);
}
