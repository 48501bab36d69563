namespace EdgeGateway.Callbacks.Ledger;

/// <summary>How full a ledger is and what is stuck in it. Null: this ledger does not know without reading itself through.</summary>
/// <param name="Records">How many records it holds, expired ones that were not swept yet included.</param>
/// <param name="OpenClaims">Claims that nobody settled or released, overdue ones included.</param>
/// <param name="OverdueClaims">Those of them whose lease has ended: what the merchant made of them nobody knows.</param>
/// <param name="OldestClaim">Since the callback of the oldest open claim was first seen; zero where no claim is open.</param>
/// <param name="SizeBytes">What it occupies.</param>
/// <param name="CapacityBytes">What it may occupy; null also where only the disk is the limit.</param>
public sealed record LedgerStatistics(
    long? Records, long? OpenClaims, long? OverdueClaims, TimeSpan? OldestClaim, long? SizeBytes, long? CapacityBytes)
{
    /// <summary>Of a ledger that knows nothing of itself.</summary>
    public static LedgerStatistics Unknown { get; } = new(null, null, null, null, null, null);
}
