using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Tls;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReferenceProvider Cactus => ReferenceProviders.Cactus;

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_callback_comes_in_over_tls(string version)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        using var client = Client(gateway);
        using var message = Message(Version.Parse(version));

        using var response = await client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Contains("edgegateway_certificate_expiry_timestamp_seconds{endpoint=\"Edge\"} ", await gateway.MetricsAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>Clients trust the root only, so the gateway must send the intermediate's certificate.</summary>
    [Theory]
    [InlineData("pem", null)]
    [InlineData("pem", "of-no-worth")]
    [InlineData("pfx", "of-no-worth")]
    public async Task A_certificate_of_an_intermediate_is_served_with_its_chain(string form, string? password)
    {
        using var intermediate = new TestAuthority(_authority);
        using var certificate = intermediate.Issue("edge");
        intermediate.WriteChain(certificate, password);
        intermediate.WritePfx(certificate, password ?? "");
        const string section = "Kestrel__Endpoints__Edge__Certificate__";
        (string, string)[] settings =
        [
            ("Kestrel__Endpoints__Edge__Url", "https://127.0.0.1:0"),
            .. form == "pfx"
                ? [($"{section}Path", intermediate.PathOf("edge.pfx"))]
                : ((string, string)[])[($"{section}Path", intermediate.PathOf("edge.pem")), ($"{section}KeyPath", intermediate.PathOf("edge.key"))],
            .. password is null ? [] : ((string, string)[])[($"{section}Password", password)],
        ];
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await ProcessGateway.StartAsync(merchant, settings);
        using var client = Client(gateway);
        using var message = Message(HttpVersion.Version11);

        using var response = await client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(certificate.Thumbprint, await ServedAsync(gateway));
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_restart_and_a_broken_one_is_not()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var first = await ServedAsync(gateway);
        using var renewed = _authority.Issue("renewed");

        _authority.Write(renewed);

        await Eventually.TrueAsync(async () => await ServedAsync(gateway) == renewed.Thumbprint, Token);
        Assert.NotEqual(first, renewed.Thumbprint);
        await File.WriteAllTextAsync(_authority.PathOf("edge.pem"), "broken", Token);
        await Eventually.TrueAsync(async () => await ServedAsync(gateway) == renewed.Thumbprint && gateway.Process.Output.Any(static line => line.Contains("cannot be read", StringComparison.Ordinal)), Token);
        await HasRejectedAsync(gateway, 1);

        _authority.Write(renewed);
        await HasRejectedAsync(gateway, 0);
    }

    [Theory]
    [InlineData("thumbprint")]
    [InlineData("authority")]
    public async Task Only_a_provider_with_a_valid_certificate_is_accepted(string by)
    {
        using var known = _authority.Issue("provider");
        using var strangers = new TestAuthority();
        using var stranger = strangers.Issue("stranger");
        using var expired = _authority.Issue("expired", TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(
            merchant,
            ("CallbackProfiles__Cactus__ClientCertificate", "Require"),
            by == "thumbprint"
                ? ("CallbackProfiles__Cactus__ClientCertificateThumbprints__0", known.GetCertHashString(HashAlgorithmName.SHA256))
                : ("CallbackProfiles__Cactus__ClientCertificateAuthority", _authority.PathOf("authority.pem")));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, known));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateway, null));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateway, stranger));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateway, expired));

        // Clients of other routes on the same endpoint need no certificate.
        using var client = Client(gateway);
        var other = ReferenceProviders.Carouseller;
        using var response = await client.SendAsync(TestGateway.Message(other.Path, other.Callback().Body), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, merchant.Deliveries.Count);
        await Eventually.TrueAsync(
            async () => (await gateway.MetricsAsync(Token)).Contains("""{profile="Cactus",outcome="source_refused",reason="client_certificate"} 3""", StringComparison.Ordinal), Token);
    }

    private static Task HasRejectedAsync(ProcessGateway gateway, int expected) => Eventually.TrueAsync(
        async () => (await gateway.MetricsAsync(Token)).Contains($"edgegateway_certificate_rejected{{endpoint=\"Edge\"}} {expected}\n", StringComparison.Ordinal), Token);

    private async Task<HttpStatusCode> StatusAsync(ProcessGateway gateway, X509Certificate2? certificate)
    {
        using var client = Client(gateway, certificate);
        using var message = Message(HttpVersion.Version11);
        using var response = await client.SendAsync(message, Token);
        return response.StatusCode;
    }

    private async Task<string> ServedAsync(ProcessGateway gateway)
    {
        string? thumbprint = null;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = Trust(),
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    thumbprint = ((X509Certificate2)certificate!).Thumbprint;
                    return errors == SslPolicyErrors.None;
                },
            },
        });
        using var response = await client.GetAsync(gateway.Edge, Token);
        return thumbprint!;
    }

    private static HttpRequestMessage Message(Version version)
    {
        var message = TestGateway.Message(Cactus.Path, Cactus.Callback().Body);
        message.Version = version;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return message;
    }

    private HttpClient Client(ProcessGateway gateway, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = Trust();
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new HttpClient(handler) { BaseAddress = gateway.Edge };
    }

    private X509ChainPolicy Trust() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { _authority.Certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private async Task<ProcessGateway> StartAsync(TestMerchant merchant, params (string Name, string Value)[] environment)
    {
        using var certificate = _authority.Issue("edge");
        _authority.Write(certificate);
        return await ProcessGateway.StartAsync(
            merchant,
            [
                ("Kestrel__Endpoints__Edge__Url", "https://127.0.0.1:0"),
                ("Kestrel__Endpoints__Edge__Certificate__Path", _authority.PathOf("edge.pem")),
                ("Kestrel__Endpoints__Edge__Certificate__KeyPath", _authority.PathOf("edge.key")),
                .. environment,
            ]);
    }
}
