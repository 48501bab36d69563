namespace EdgeGateway.Callbacks;

/// <summary>How much of a body a valid signature vouches for.</summary>
public enum SignatureCoverage
{
    /// <summary>Everything: another content cannot carry the same signature.</summary>
    Full,

    /// <summary>Only a part: whoever saw a callback can send other content with its signature.</summary>
    Partial,

    /// <summary>Nothing: the provider only shows that it knows the secret.</summary>
    None,
}
