namespace EdgeGateway.Proxy.Ledger;

/// <summary>What is known of the token that a callback came with.</summary>
internal enum TokenReservation
{
    /// <summary>There is none to reserve.</summary>
    None,

    /// <summary>It has brought nothing before, and is this content's from now on.</summary>
    Unused,

    /// <summary>It has brought this very content before.</summary>
    Known,

    /// <summary>It has brought another content.</summary>
    OfOtherContent,

    /// <summary>The ledger did not answer.</summary>
    Unknown,
}
