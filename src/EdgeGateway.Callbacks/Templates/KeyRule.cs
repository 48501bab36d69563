using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>How the keys of a scheme are written in a profile. Immutable.</summary>
internal sealed record KeyRule
{
    /// <summary>How the key's bytes are encoded.</summary>
    public SignatureEncoding Encoded { get; init; } = SignatureEncoding.Text;

    /// <summary>An optional prefix that is not part of the key.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The digest that is applied to the bytes; null for none.</summary>
    public HashAlgorithmName? Hash { get; init; }

    /// <summary>The value that names the key; null to try all keys.</summary>
    public ValueSource? IdFrom { get; init; }

    /// <summary>Reads a key from what the configuration says.</summary>
    /// <param name="text">The secret, or the public key.</param>
    /// <param name="algorithm">What the key is used for.</param>
    /// <param name="octets">The key's bytes; for a public key its SubjectPublicKeyInfo.</param>
    /// <returns>What is wrong, without any part of the secret; null if the key is valid.</returns>
    public string? Read(string text, SignatureAlgorithm algorithm, out byte[] octets)
    {
        octets = [];
        if (SignatureAlgorithms.IsAsymmetric(algorithm))
        {
            return ReadPublicKey(text.Trim(), algorithm, out octets);
        }

        var value = Prefix.Length > 0 && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        switch (Encoded)
        {
            case SignatureEncoding.Hex when value.Length == 0 || value.Length % 2 != 0 || !value.All(char.IsAsciiHexDigit):
                return $"the secret must be hexadecimal digits, two for each byte{BehindPrefix()}";
            case SignatureEncoding.Hex:
                octets = Convert.FromHexString(value);
                break;
            case SignatureEncoding.Base64 when !TryReadBase64(value, out octets):
                return $"the secret must be base64{BehindPrefix()}";
            case SignatureEncoding.Text:
                octets = Encoding.UTF8.GetBytes(value);
                break;
        }

        if (Hash is { } hash)
        {
            octets = CryptographicOperations.HashData(hash, octets);
        }

        return null;
    }

    private string BehindPrefix() => Prefix.Length == 0 ? "" : $" behind {Prefix}";

    /// <summary>Providers omit the padding.</summary>
    private static bool TryReadBase64(string text, out byte[] octets)
    {
        octets = [];
        var bare = text.TrimEnd('=');
        var padded = bare.PadRight((bare.Length + 3) / 4 * 4, '=');
        var buffer = new byte[padded.Length];
        if (bare.Length == 0 || !Convert.TryFromBase64String(padded, buffer, out var length))
        {
            return false;
        }

        octets = buffer[..length];
        return true;
    }

    private static string? ReadPublicKey(string text, SignatureAlgorithm algorithm, out byte[] octets)
    {
        const string expected = "the key must be the provider's public key: PEM, or base64 of its SubjectPublicKeyInfo";
        octets = [];
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return "a private key does not belong here; the provider keeps it, and publishes the public one";
        }

        try
        {
            using AsymmetricAlgorithm key = algorithm == SignatureAlgorithm.RsaSha256 ? RSA.Create() : ECDsa.Create();
            if (text.StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(text);
                key.ImportSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo(), out _);
            }
            else if (text.StartsWith("-----", StringComparison.Ordinal))
            {
                key.ImportFromPem(text);
            }
            else if (TryReadBase64(text, out var spki))
            {
                key.ImportSubjectPublicKeyInfo(spki, out _);
            }
            else
            {
                return expected;
            }

            octets = key.ExportSubjectPublicKeyInfo();
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return $"{expected}, of {(algorithm == SignatureAlgorithm.RsaSha256 ? "RSA" : "an elliptic curve")}";
        }
    }
}
