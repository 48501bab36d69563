namespace EdgeGateway.Proxy.Attempts;

/// <summary>What became of this attempt's claim.</summary>
internal enum ClaimState
{
    /// <summary>It was not won.</summary>
    None,

    /// <summary>It is this attempt's, and nobody has ended it yet.</summary>
    Held,

    /// <summary>It was settled, released, or deliberately left to its lease.</summary>
    Ended,
}
