namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The closed list of answers to a claim.</summary>
public enum ClaimStatus
{
    /// <summary>The key was free, released, or its lease had ended: the caller owns it now.</summary>
    Claimed,

    /// <summary>The merchant has acknowledged this very content.</summary>
    AlreadySettled,

    /// <summary>Another owner is forwarding this very content.</summary>
    InFlight,

    /// <summary>A record of this key has another fingerprint, and does not yield to this one. It is kept at least as long
    /// as a record of the other content would be; nothing else was changed.</summary>
    Conflict,
}
