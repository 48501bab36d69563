using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeGateway.FunctionalTests.Tls;

/// <summary>Issues certificates, in a directory that is deleted with it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("certificates-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    /// <param name="issuer">The authority that issues this one; null: it is a root.</param>
    public TestAuthority(TestAuthority? issuer = null)
    {
        var request = new CertificateRequest(issuer is null ? "CN=Test authority" : "CN=Test intermediate", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        if (issuer is null)
        {
            _certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        }
        else
        {
            using var issued = request.Create(issuer._certificate, Now.AddHours(-2), Now.AddDays(25), RandomNumberGenerator.GetBytes(8));
            _certificate = issued.CopyWithPrivateKey(_key);
        }

        File.WriteAllText(PathOf("authority.pem"), _certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate => _certificate;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    /// <summary>A client's certificate with its key.</summary>
    /// <param name="name">The subject's name.</param>
    /// <param name="notAfter">When it expires.</param>
    /// <param name="authorityAddress">The URL of the issuer's certificate and revocation list in the certificate.</param>
    public X509Certificate2 Issue(string name, DateTimeOffset? notAfter = null, Uri? authorityAddress = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (authorityAddress is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([$"{authorityAddress}ocsp"], [$"{authorityAddress}issuer.cer"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"{authorityAddress}revoked.crl"]));
        }

        using var issued = request.Create(_certificate, Now.AddHours(-1), notAfter ?? Now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var own = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>A file with the certificate, its issuer's and its key, encrypted with a password.</summary>
    public void WritePfx(X509Certificate2 certificate, string password) =>
        File.WriteAllBytes(PathOf("edge.pfx"), new X509Certificate2Collection { certificate, X509CertificateLoader.LoadCertificate(_certificate.RawData) }.Export(X509ContentType.Pkcs12, password)!);

    /// <summary>Files with the certificate and its issuer's, and the key, which is encrypted if there is a password.</summary>
    public void WriteChain(X509Certificate2 certificate, string? password)
    {
        var key = certificate.GetECDsaPrivateKey()!;
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        Replace("edge.key", password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, encryption));
        Replace("edge.pem", $"{certificate.ExportCertificatePem()}\n{_certificate.ExportCertificatePem()}\n");
    }

    /// <summary>Writes a gateway's certificate and key, each file in one step as renewal programs do.</summary>
    public void Write(X509Certificate2 certificate)
    {
        Replace("edge.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Replace("edge.pem", certificate.ExportCertificatePem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Replace(string file, string text)
    {
        File.WriteAllText(PathOf(file + ".new"), text);
        File.Move(PathOf(file + ".new"), PathOf(file), overwrite: true);
    }
}
