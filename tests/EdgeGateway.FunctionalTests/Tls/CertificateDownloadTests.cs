using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Tls;

/// <summary>A client's certificate contains URLs. The gateway must not send requests to them.</summary>
public sealed class CertificateDownloadTests : IDisposable
{
    private const string Endpoint = "Kestrel__Endpoints__Edge__";

    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _strangers = new();
    private readonly MuteListener _listener = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _listener.Dispose();
        _strangers.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("Certificate__", "authority")]
    [InlineData("Certificate__", "thumbprint")]
    [InlineData("Sni__*__Certificate__", "authority")]
    public async Task The_urls_in_a_clients_certificate_are_not_requested_and_others_are_served(string certificate, string rule)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(
            merchant,
            certificate,
            ("CallbackProfiles__Cactus__ClientCertificate", "Require"),
            rule == "authority"
                ? ("CallbackProfiles__Cactus__ClientCertificateAuthority", _authority.PathOf("authority.pem"))
                : ("CallbackProfiles__Cactus__ClientCertificateThumbprints__0", new string('A', 64)));

        var strangers = Enumerable.Range(0, 20).Select(_ => StatusAsync(gateway, ReferenceProviders.Cactus, isStranger: true)).ToList();
        var other = await StatusAsync(gateway, ReferenceProviders.Carouseller, isStranger: false);

        Assert.Equal(HttpStatusCode.OK, other);
        Assert.All(await Task.WhenAll(strangers), static status => Assert.Equal(HttpStatusCode.Forbidden, status));
        Assert.Equal(0, _listener.Count());
    }

    /// <summary>If the operator configured Kestrel to verify clients, it refuses strangers in the handshake.</summary>
    [Fact]
    public async Task An_endpoint_that_requires_certificates_does_not_request_their_urls_either()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, "Certificate__", ($"{Endpoint}ClientCertificateMode", "RequireCertificate"));

        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(gateway, ReferenceProviders.Carouseller, isStranger: true));

        Assert.Equal(0, _listener.Count());
    }

    private async Task<HttpStatusCode> StatusAsync(ProcessGateway gateway, ReferenceProvider provider, bool isStranger)
    {
        using var certificate = _strangers.Issue("stranger", authorityAddress: _listener.Address);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _authority.Certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        if (isStranger)
        {
            // Offline, so that the client does not send requests to these URLs either.
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        using var client = new HttpClient(handler) { BaseAddress = gateway.Edge };
        using var message = TestGateway.Message(provider.Path, provider.Callback().Body);
        using var response = await client.SendAsync(message, Token);
        return response.StatusCode;
    }

    private async Task<ProcessGateway> StartAsync(TestMerchant merchant, string certificate, params (string Name, string Value)[] environment)
    {
        using var own = _authority.Issue("edge");
        _authority.Write(own);
        return await ProcessGateway.StartAsync(
            merchant,
            [
                ($"{Endpoint}Url", "https://127.0.0.1:0"),
                ($"{Endpoint}{certificate}Path", _authority.PathOf("edge.pem")),
                ($"{Endpoint}{certificate}KeyPath", _authority.PathOf("edge.key")),
                .. environment,
            ]);
    }
}
