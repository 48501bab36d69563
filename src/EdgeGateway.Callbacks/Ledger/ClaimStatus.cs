namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The possible results of a claim.</summary>
public enum ClaimStatus
{
    /// <summary>The key was free, released, or its lease had ended: the caller owns it now.</summary>
    Claimed,

    /// <summary>The merchant has already acknowledged this content.</summary>
    AlreadySettled,

    /// <summary>Another owner is forwarding this content.</summary>
    InFlight,

    /// <summary>
    /// A record of this key has a different fingerprint and is not replaced. Its expiry is extended to at least that of a record of the new
    /// content; nothing else is changed.
    /// </summary>
    Conflict,
}
