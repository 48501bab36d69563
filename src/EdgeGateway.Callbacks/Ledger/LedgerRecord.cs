namespace EdgeGateway.Callbacks.Ledger;

/// <summary>What a ledger remembers of one key. A value is null if the store does not keep it.</summary>
/// <param name="Key">The callback.</param>
/// <param name="State">The state.</param>
/// <param name="Expires">When the record is removed.</param>
public sealed record LedgerRecord(CallbackKey Key, LedgerRecordState State, DateTimeOffset Expires)
{
    /// <summary>How often the key was claimed.</summary>
    public int? Attempts { get; init; }

    /// <summary>When the key was first claimed.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When the lease of a claim ends, or ended.</summary>
    public DateTimeOffset? LeaseEnd { get; init; }

    /// <summary>Who holds a claim; null unless it is claimed.</summary>
    public OwnerToken? Owner { get; init; }

    /// <summary>What the merchant acknowledged with; null unless it is settled.</summary>
    public RecordedAcknowledgement? Acknowledgement { get; init; }

    /// <summary>Whether an owner holds it: the callback is being delivered.</summary>
    public bool IsHeld(DateTimeOffset now) => State == LedgerRecordState.Claimed && LeaseEnd > now;
}
