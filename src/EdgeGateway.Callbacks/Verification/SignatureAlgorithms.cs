using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The algorithms at work.</summary>
internal static class SignatureAlgorithms
{
    public const int MaxSize = SHA256.HashSizeInBytes;

    /// <summary>The signature's length in bytes.</summary>
    public static int SizeOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sha1 => SHA1.HashSizeInBytes,
        SignatureAlgorithm.Sha256 => SHA256.HashSizeInBytes,
        _ => throw new InvalidOperationException($"There is no algorithm {algorithm}."),
    };

    /// <summary>The algorithm's digest, to be used again and again.</summary>
    public static IncrementalHash CreateDigest(SignatureAlgorithm algorithm) => IncrementalHash.CreateHash(algorithm switch
    {
        // The providers' choice. A collision does not help a forger who does not know the secret behind it.
        SignatureAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        SignatureAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        _ => throw new InvalidOperationException($"There is no algorithm {algorithm}."),
    });
}
