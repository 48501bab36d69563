namespace EdgeGateway.Callbacks.Ledger;

/// <summary>
/// Remembers which callbacks were let through, so that each is delivered once:
/// <c>free → claimed → settled | released</c>, one record per <see cref="CallbackKey"/>.
/// </summary>
/// <remarks>
/// Every operation either happened completely or not at all. A call that ends with an exception, or whose token ended it,
/// has an unknown outcome: the caller must not act as if it held the claim. Owner tokens make a late call harmless.
/// Safe for concurrent use.
/// </remarks>
public interface ICallbackLedger
{
    /// <summary>Claims the key for one owner, or says why it is not free.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Records the merchant's acknowledgement and keeps it for <see cref="Claim.SettledRetention"/>.</summary>
    /// <returns>False when the claim is no longer this owner's; nothing was changed then.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken);

    /// <summary>Frees the key at once. The record stays for <see cref="Claim.Retention"/>, so that attempts are counted on.</summary>
    /// <returns>False when the claim is no longer this owner's; nothing was changed then.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken);

    /// <summary>Returns when the ledger can read and write; for readiness.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);

    /// <summary>How full the ledger is, for those who watch it. Cheap also with millions of records, and never in a claim's way.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    ValueTask<LedgerStatistics> GetStatisticsAsync(CancellationToken cancellationToken) => new(LedgerStatistics.Unknown);
}
