using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Keys;

/// <summary>Properties and digests of the algorithms.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>The longest digest, in bytes.</summary>
    public const int MaxSize = SHA512.HashSizeInBytes;

    /// <summary>The algorithms by the names that schemes give them.</summary>
    public static IReadOnlyList<(string Name, SignatureAlgorithm Algorithm)> Names { get; } =
    [
        ("HMAC-SHA256", SignatureAlgorithm.HmacSha256),
        ("HMAC-SHA512", SignatureAlgorithm.HmacSha512),
        ("HMAC-SHA384", SignatureAlgorithm.HmacSha384),
        ("HMAC-SHA1", SignatureAlgorithm.HmacSha1),
        ("HMAC-MD5", SignatureAlgorithm.HmacMd5),
        ("SHA256", SignatureAlgorithm.Sha256),
        ("SHA384", SignatureAlgorithm.Sha384),
        ("SHA512", SignatureAlgorithm.Sha512),
        ("SHA1", SignatureAlgorithm.Sha1),
        ("MD5", SignatureAlgorithm.Md5),
        ("RSA-SHA256", SignatureAlgorithm.RsaSha256),
        ("ECDSA-SHA256", SignatureAlgorithm.EcdsaSha256),
        ("Equal", SignatureAlgorithm.Equal),
    ];

    /// <summary>Whether the key is not part of the signature base.</summary>
    public static bool IsHmac(SignatureAlgorithm algorithm) =>
        algorithm is >= SignatureAlgorithm.HmacMd5 and <= SignatureAlgorithm.HmacSha512;

    /// <summary>Whether the key is a public key.</summary>
    public static bool IsAsymmetric(SignatureAlgorithm algorithm) =>
        algorithm is SignatureAlgorithm.RsaSha256 or SignatureAlgorithm.EcdsaSha256;

    /// <summary>The digest's length in bytes.</summary>
    public static int SizeOf(SignatureAlgorithm algorithm) => DigestOf(algorithm).Name switch
    {
        "MD5" => MD5.HashSizeInBytes,
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        "SHA384" => SHA384.HashSizeInBytes,
        _ => SHA512.HashSizeInBytes,
    };

    /// <summary>Creates the algorithm's digest, which can be reused.</summary>
    /// <param name="algorithm">Any but <see cref="SignatureAlgorithm.Equal"/>.</param>
    /// <param name="key">The key of an HMAC.</param>
    public static IncrementalHash CreateDigest(SignatureAlgorithm algorithm, SigningKey? key) => IsHmac(algorithm)
        ? IncrementalHash.CreateHMAC(DigestOf(algorithm), key!.Secret)
        : IncrementalHash.CreateHash(DigestOf(algorithm));

    private static HashAlgorithmName DigestOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        // Chosen by the providers. A collision does not help a forger who does not know the secret in the signature base.
        SignatureAlgorithm.Md5 or SignatureAlgorithm.HmacMd5 => HashAlgorithmName.MD5,
        SignatureAlgorithm.Sha1 or SignatureAlgorithm.HmacSha1 => HashAlgorithmName.SHA1,
        SignatureAlgorithm.Sha256 or SignatureAlgorithm.HmacSha256 or SignatureAlgorithm.RsaSha256 or SignatureAlgorithm.EcdsaSha256 => HashAlgorithmName.SHA256,
        SignatureAlgorithm.Sha384 or SignatureAlgorithm.HmacSha384 => HashAlgorithmName.SHA384,
        SignatureAlgorithm.Sha512 or SignatureAlgorithm.HmacSha512 => HashAlgorithmName.SHA512,
        _ => throw new InvalidOperationException($"There is no digest in {algorithm}."),
    };
}
