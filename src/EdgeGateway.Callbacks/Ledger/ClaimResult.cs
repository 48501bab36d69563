namespace EdgeGateway.Callbacks.Ledger;

/// <summary>How a claim ended.</summary>
/// <param name="Status">Which of the other members are set.</param>
/// <param name="Attempt"><see cref="ClaimStatus.Claimed"/>: which claim of this key it is, from 1.</param>
/// <param name="LeaseRemaining"><see cref="ClaimStatus.InFlight"/>: the longest time until the current owner's lease ends.</param>
/// <param name="Acknowledgement"><see cref="ClaimStatus.AlreadySettled"/>: what the merchant acknowledged with.</param>
public readonly record struct ClaimResult(
    ClaimStatus Status,
    int Attempt,
    TimeSpan LeaseRemaining,
    RecordedAcknowledgement? Acknowledgement)
{
    /// <summary>The caller owns the key now.</summary>
    public static ClaimResult Claimed(int attempt) => new(ClaimStatus.Claimed, attempt, default, null);

    /// <summary>The merchant has already acknowledged this content.</summary>
    public static ClaimResult AlreadySettled(RecordedAcknowledgement acknowledgement) =>
        new(ClaimStatus.AlreadySettled, 0, default, acknowledgement);

    /// <summary>Another owner holds the key.</summary>
    public static ClaimResult InFlight(TimeSpan leaseRemaining) => new(ClaimStatus.InFlight, 0, leaseRemaining, null);

    /// <summary>The key is known with different content.</summary>
    public static ClaimResult Conflict() => new(ClaimStatus.Conflict, 0, default, null);
}
