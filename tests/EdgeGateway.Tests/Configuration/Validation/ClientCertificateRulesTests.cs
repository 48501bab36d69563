using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class ClientCertificateRulesTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Read_Nothing_AsksForNone()
    {
        Assert.Null(new TestConfiguration().ReadProfile().ClientCertificate);
    }

    [Theory]
    [InlineData("SHA256", false)]
    [InlineData("SHA1", false)]
    [InlineData("SHA256", true)]
    public void Read_Thumbprint_AcceptsThatCertificateInItsTimeOnly(string algorithm, bool asToolsPrintIt)
    {
        using var named = SelfSigned("provider");
        using var other = SelfSigned("other");
        var thumbprint = named.GetCertHashString(new HashAlgorithmName(algorithm));
        var written = asToolsPrintIt ? string.Join(':', thumbprint.Chunk(2).Select(static pair => new string(pair))).ToLowerInvariant() : thumbprint;

        var rule = Required().Profile("ClientCertificateThumbprints:0", written).ReadProfile().ClientCertificate!;

        Assert.True(rule.Accepts(named, _now));
        Assert.False(rule.Accepts(other, _now));
        Assert.False(rule.Accepts(null, _now));
        Assert.False(rule.Accepts(named, _now.AddDays(-2)));
        Assert.False(rule.Accepts(named, _now.AddDays(2)));
    }

    [Fact]
    public void Read_Authority_AcceptsWhatItIssuedForClients()
    {
        using var authority = SelfSigned("authority", isAuthority: true);
        using var client = Issue(authority, "1.3.6.1.5.5.7.3.2");
        using var server = Issue(authority, "1.3.6.1.5.5.7.3.1");
        using var stranger = SelfSigned("stranger");
        var file = _directory.Write("authority.pem", authority.ExportCertificatePem());

        var rule = Required().Profile("ClientCertificateAuthority", file).ReadProfile().ClientCertificate!;

        Assert.True(rule.Accepts(client, _now));
        Assert.False(rule.Accepts(server, _now));
        Assert.False(rule.Accepts(stranger, _now));
    }

    [Fact]
    public void Require_WithoutACertificate_IsReported()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:ClientCertificate: Require needs ClientCertificateThumbprints or ClientCertificateAuthority, or any certificate would do"],
            Required().Faults());
    }

    [Fact]
    public void ACertificate_WithoutRequire_IsReported()
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:ClientCertificate: must be Require for ClientCertificateThumbprints and ClientCertificateAuthority to have an effect"],
            new TestConfiguration().Profile("ClientCertificateThumbprints:0", new string('A', 64)).Faults());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABC")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public void Thumbprint_OfAnotherForm_IsReported(string thumbprint)
    {
        Assert.Equal(
            ["CallbackProfiles:cactus:ClientCertificateThumbprints:0: must be a SHA-256 (64) or SHA-1 (40) of a certificate in hexadecimal digits"],
            Required().Profile("ClientCertificateThumbprints:0", thumbprint).Faults());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Authority_ThatCannotBeRead_IsReported(bool exists)
    {
        var file = exists ? _directory.Write("authority.pem", "not a certificate") : Path.Combine(_directory.Path, "none.pem");

        Assert.Equal(
            [$"CallbackProfiles:cactus:ClientCertificateAuthority: '{file}' cannot be read as a certificate"],
            Required().Profile("ClientCertificateAuthority", file).Faults());
    }

    private static TestConfiguration Required() => new TestConfiguration().Profile("ClientCertificate", "Require");

    private X509Certificate2 SelfSigned(string name, bool isAuthority = false)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        return request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=issued", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return request.Create(authority, _now.AddHours(-1), _now.AddHours(1), [1, 2, 3]);
    }
}
