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

    /// <summary>Writes the signature of <paramref name="baseAndSecret"/>.</summary>
    public static void Sign(SignatureAlgorithm algorithm, ReadOnlySpan<byte> baseAndSecret, Span<byte> signature)
    {
        if (algorithm == SignatureAlgorithm.Sha1)
        {
            // The providers' choice. A collision does not help a forger who does not know the secret behind it.
#pragma warning disable CA5350
            SHA1.HashData(baseAndSecret, signature);
#pragma warning restore CA5350
        }
        else
        {
            SHA256.HashData(baseAndSecret, signature);
        }
    }
}
