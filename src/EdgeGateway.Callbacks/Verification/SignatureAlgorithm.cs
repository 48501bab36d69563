namespace EdgeGateway.Callbacks.Verification;

/// <summary>How a secret that is appended to the signature base makes a signature.</summary>
internal enum SignatureAlgorithm
{
    /// <summary>SHA-1 of base and secret.</summary>
    Sha1,

    /// <summary>SHA-256 of base and secret.</summary>
    Sha256,
}
