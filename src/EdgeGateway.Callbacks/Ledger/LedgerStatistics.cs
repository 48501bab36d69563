namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// How full a ledger is, and which claims are stuck. A value is null if the ledger would have to read all records to know it.
/// </summary>
/// <param name="Records">The number of records, including expired ones that were not yet removed.</param>
/// <param name="OpenClaims">Claims that were neither settled nor released, including overdue ones.</param>
/// <param name="OverdueClaims">Open claims whose lease has ended: it is unknown whether the merchant processed them.</param>
/// <param name="OldestClaim">The time since the callback of the oldest open claim was first seen; zero if no claim is open.</param>
/// <param name="SizeBytes">The size of the ledger, with its write-ahead log.</param>
/// <param name="CapacityBytes">The maximum size; also null if only the disk limits it.</param>
public sealed record LedgerStatistics(
    long? Records, long? OpenClaims, long? OverdueClaims, TimeSpan? OldestClaim, long? SizeBytes, long? CapacityBytes)
{
    /// <summary>For a ledger without statistics.</summary>
    public static LedgerStatistics Unknown { get; } = new(null, null, null, null, null, null);

    /// <summary>The bytes of the ledger's disk that are free for this process; null if the ledger is not on a disk of this machine.</summary>
    public long? DiskFreeBytes { get; init; }

    /// <summary>The size of that disk.</summary>
    public long? DiskBytes { get; init; }
}
