namespace EdgeGateway.Callbacks.Ledger;

/// <summary>Which records to read.</summary>
/// <param name="KeyPrefix">How their keys start; empty for all.</param>
/// <param name="State">Their state; null for any.</param>
public readonly record struct LedgerRecordFilter(string KeyPrefix, LedgerRecordState? State)
{
    /// <summary>Whether a record is one of them.</summary>
    public bool Matches(LedgerRecord record) =>
        record.Key.Value.StartsWith(KeyPrefix, StringComparison.Ordinal) && (State is null || record.State == State);
}
