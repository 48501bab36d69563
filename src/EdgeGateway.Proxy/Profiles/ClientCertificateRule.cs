using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>Which client certificates a profile accepts.</summary>
/// <param name="thumbprints">SHA-256 or SHA-1 in upper-case hexadecimal; one of them is enough.</param>
/// <param name="authority">The authority whose certificates are also accepted, or null.</param>
public sealed class ClientCertificateRule(ImmutableArray<string> thumbprints, X509Certificate2? authority)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Whether <paramref name="certificate"/> is within its validity period, and its thumbprint or issuer is accepted.</summary>
    public bool Accepts(X509Certificate2? certificate, DateTimeOffset now)
    {
        if (certificate is null || now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
        {
            return false;
        }

        return IsNamed(certificate) || (authority is not null && IsIssued(certificate, authority, now));
    }

    private bool IsNamed(X509Certificate2 certificate) =>
        !thumbprints.IsEmpty
        && (thumbprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256)) || thumbprints.Contains(certificate.Thumbprint));

    private static bool IsIssued(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // The certificate names the address of its issuer's certificate. A stranger could choose that address.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(certificate);
    }
}
