namespace EdgeGateway.Records;

/// <summary>What a tool asks of the ledger in a gateway's memory.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Key">The callback's key.</param>
/// <param name="Owner">To release: who held the claim when it was read.</param>
/// <param name="RetentionSeconds">To release: how long the record is kept from now on.</param>
/// <param name="Line">To audit: the line.</param>
internal sealed record LedgerPageChange(LedgerPageAction Action, string? Key = null, string? Owner = null, double RetentionSeconds = 0, string? Line = null);
