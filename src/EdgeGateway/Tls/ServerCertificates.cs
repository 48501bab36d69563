using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using KestrelClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode;

namespace EdgeGateway.Tls;

/// <summary>The configured certificates of endpoints, and the client certificate settings.</summary>
internal sealed class ServerCertificates
{
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ServerCertificates> _logger;
    private readonly ConcurrentDictionary<string, ServerCertificate> _certificates = new(StringComparer.OrdinalIgnoreCase);

    public ServerCertificates(IMeterFactory meters, TimeProvider timeProvider, ILogger<ServerCertificates> logger)
    {
        _timeProvider = timeProvider;
        _logger = logger;
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge(
            "edgegateway.certificate.expiry.timestamp", ObserveExpiry, "s", "Expiry time of the endpoint's certificate, in Unix time.");
        meter.CreateObservableGauge(
            "edgegateway.certificate.rejected", ObserveRejected, "{certificate}", "1 while the files of the endpoint's certificate are not valid and the previous certificate is used, otherwise 0.");
    }

    /// <summary>Makes <paramref name="https"/> use the current certificate files of <paramref name="endpoint"/>.</summary>
    public void Follow(IConfigurationSection endpoint, HttpsConnectionAdapterOptions https)
    {
        var section = endpoint.GetSection("Certificate");
        if (section["Path"] is null || endpoint.GetSection("Sni").GetChildren().Any())
        {
            // An endpoint with host names has one certificate per name, and Kestrel selects it by the name that the client requests.
            return;
        }

        var certificate = _certificates.GetOrAdd(endpoint.Key, name => new ServerCertificate(name, section, _timeProvider, _logger));
        https.OnAuthenticate = (_, ssl) =>
        {
            if (certificate.Current is { } current)
            {
                ssl.ServerCertificateContext = current;
            }
        };
    }

    /// <summary>Requests a client certificate and accepts any; the callback's profile decides which are valid.</summary>
    public static void AskClients(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = KestrelClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = static (_, _, _) => true;
    }

    /// <summary>
    /// Disables downloads during the handshake. A client certificate contains addresses of its issuer's certificate and of revocation
    /// lists. A stranger could choose these and make the gateway send requests and wait.
    /// </summary>
    public static void FetchNothing(HttpsConnectionAdapterOptions https)
    {
        var configured = https.OnAuthenticate;
        https.CheckCertificateRevocation = false;
        https.OnAuthenticate = (connection, ssl) =>
        {
            configured?.Invoke(connection, ssl);
            ssl.CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            };
        };
    }

    /// <summary>The endpoints whose certificate is a file, with its end.</summary>
    public IEnumerable<(string Endpoint, DateTimeOffset Expiry)> Expiries =>
        from certificate in _certificates.Values
        let current = certificate.Current
        where current is not null
        select (certificate.Endpoint, new DateTimeOffset(current.TargetCertificate.NotAfter.ToUniversalTime()));

    private IEnumerable<Measurement<long>> ObserveExpiry() =>
        Expiries.Select(static certificate => Measure(certificate.Expiry.ToUnixTimeSeconds(), certificate.Endpoint));

    private IEnumerable<Measurement<long>> ObserveRejected() =>
        from certificate in _certificates.Values
        where certificate.Current is not null
        select Measure(certificate.IsRejected ? 1 : 0, certificate.Endpoint);

    private static Measurement<long> Measure(long value, string endpoint) => new(value, new KeyValuePair<string, object?>("endpoint", endpoint));
}
