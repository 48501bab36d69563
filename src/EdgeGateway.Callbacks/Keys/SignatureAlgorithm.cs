namespace EdgeGateway.Callbacks.Keys;

/// <summary>How a signature is computed from the signature base and a key.</summary>
internal enum SignatureAlgorithm
{
    /// <summary>The SHA-1 of the base, which holds the secret.</summary>
    Sha1,

    /// <summary>The SHA-256 of the base, which holds the secret.</summary>
    Sha256,

    /// <summary>The SHA-384 of the base, which holds the secret.</summary>
    Sha384,

    /// <summary>The SHA-512 of the base, which holds the secret.</summary>
    Sha512,

    /// <summary>The MD5 of the base, which holds the secret.</summary>
    Md5,

    /// <summary>HMAC with MD5.</summary>
    HmacMd5,

    /// <summary>HMAC with SHA-1.</summary>
    HmacSha1,

    /// <summary>HMAC with SHA-256.</summary>
    HmacSha256,

    /// <summary>HMAC with SHA-384.</summary>
    HmacSha384,

    /// <summary>HMAC with SHA-512.</summary>
    HmacSha512,

    /// <summary>RSA with PKCS #1 v1.5 padding and SHA-256.</summary>
    RsaSha256,

    /// <summary>ECDSA with SHA-256; the signature is a DER sequence.</summary>
    EcdsaSha256,

    /// <summary>The base itself.</summary>
    Equal,
}
