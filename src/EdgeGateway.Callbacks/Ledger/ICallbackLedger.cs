namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// Remembers which callbacks were forwarded, so that each is delivered once: <c>free → claimed → settled | released</c>, one record per
/// <see cref="CallbackKey"/>.
/// </summary>
/// <remarks>
/// Every operation is atomic. A call that throws or is cancelled has an unknown outcome: the caller must not act as if it held the claim.
/// Owner tokens make a late call harmless. Safe for concurrent use.
/// </remarks>
public interface ICallbackLedger
{
    /// <summary>Claims the key for one owner, or returns why it is not free.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Records the merchant's acknowledgement, which is kept for <see cref="Claim.SettledRetention"/>.</summary>
    /// <returns>False if the claim no longer belongs to this owner; then nothing is changed.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken);

    /// <summary>
    /// Frees the key immediately. The record is kept for <see cref="Claim.Retention"/>, so that the attempt count continues.
    /// </summary>
    /// <returns>False if the claim no longer belongs to this owner; then nothing is changed.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>Returns if the ledger can read and write; used by the readiness check.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether the claim was neither settled nor released nor replaced by a later one; for monitoring. A ledger whose statistics count overdue
    /// claims need not know.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> IsOpenAsync(Claim claim, CancellationToken cancellationToken) => new(false);

    /// <summary>How full the ledger is, for monitoring. Cheap even with millions of records; never delays a claim.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => new(LedgerStatistics.Unknown);
}
