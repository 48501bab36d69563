namespace EdgeGateway.Callbacks;

/// <summary>How much of a body a valid signature vouches for.</summary>
public enum SignatureCoverage
{
    /// <summary>Everything: different content cannot have the same signature.</summary>
    Full,

    /// <summary>Only a part: someone who has seen a callback can send different content with its signature.</summary>
    Partial,

    /// <summary>Nothing: the provider only shows that it knows the secret.</summary>
    None,
}
