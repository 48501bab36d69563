namespace EdgeGateway.Callbacks.Ledger;

/// <summary>What a <see cref="MemoryCallbackLedger"/> remembers of one key. Times are in UTC.</summary>
/// <param name="fingerprint">The content that claimed the key.</param>
/// <param name="firstSeen">When it was first claimed.</param>
internal sealed class MemoryRecord(Fingerprint fingerprint, DateTime firstSeen)
{
    public Fingerprint Fingerprint { get; set; } = fingerprint;

    public DateTime FirstSeen { get; } = firstSeen;

    /// <summary>Who claimed it; null once the claim is settled or released.</summary>
    public OwnerToken? Owner { get; set; }

    public int Attempt { get; set; }

    public DateTime LeaseEnd { get; set; }

    public DateTime Expires { get; set; }

    public RecordedAcknowledgement? Acknowledgement { get; set; }

    public LedgerRecord ToLedgerRecord(CallbackKey key) =>
        new(key, Owner is not null ? LedgerRecordState.Claimed : Acknowledgement is not null ? LedgerRecordState.Settled : LedgerRecordState.Released, Expires)
        {
            Attempts = Attempt,
            FirstSeen = FirstSeen,
            LeaseEnd = Owner is null ? null : LeaseEnd,
            Owner = Owner,
            Acknowledgement = Acknowledgement,
        };
}
