using System.Security.Cryptography;

namespace EdgeGateway.Callbacks.Keys;

/// <summary>The digests and public-key objects of one key, created on first use. Not thread-safe.</summary>
/// <param name="key">The key.</param>
internal sealed class KeyedDigests(SigningKey key)
{
    private readonly IncrementalHash?[] _hmacs = new IncrementalHash?[(int)SignatureAlgorithm.Equal];
    private RSA? _rsa;
    private ECDsa? _ecdsa;

    /// <summary>The HMAC with this key.</summary>
    public IncrementalHash Hmac(SignatureAlgorithm algorithm) =>
        _hmacs[(int)algorithm] ??= SignatureAlgorithms.CreateDigest(algorithm, key);

    /// <summary>Whether the digest was signed with the private key of this public key.</summary>
    public bool HasSigned(SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (algorithm == SignatureAlgorithm.RsaSha256)
        {
            return (_rsa ??= Import(RSA.Create(), key)).VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return (_ecdsa ??= Import(ECDsa.Create(), key)).VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static T Import<T>(T algorithm, SigningKey key)
        where T : AsymmetricAlgorithm
    {
        algorithm.ImportSubjectPublicKeyInfo(key.Secret, out _);
        return algorithm;
    }
}
