using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using KestrelClientCertificateMode = Microsoft.AspNetCore.Server.Kestrel.Https.ClientCertificateMode;

namespace EdgeGateway.Tls;

/// <summary>The certificates of the endpoints that have one by configuration, and what they ask of their clients.</summary>
internal sealed class ServerCertificates
{
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ServerCertificates> _logger;
    private readonly ConcurrentDictionary<string, ServerCertificate> _certificates = new(StringComparer.OrdinalIgnoreCase);

    public ServerCertificates(IMeterFactory meters, TimeProvider timeProvider, ILogger<ServerCertificates> logger)
    {
        _timeProvider = timeProvider;
        _logger = logger;
        meters.Create(CallbackTelemetry.Name).CreateObservableGauge(
            "edgegateway.certificate.expiry.timestamp", Observe, "s", "When the certificate of the endpoint ends, in unix time.");
    }

    /// <summary>Has <paramref name="https"/> serve what is in the files of <paramref name="endpoint"/> at each moment.</summary>
    public void Follow(IConfigurationSection endpoint, HttpsConnectionAdapterOptions https)
    {
        var section = endpoint.GetSection("Certificate");
        if (section["Path"] is null || endpoint.GetSection("Sni").GetChildren().Any())
        {
            // An endpoint with host names has a certificate for each, which Kestrel chooses by the name that the client asks for.
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

    /// <summary>Asks clients for a certificate and takes any: which one is good the callback's profile says.</summary>
    public static void AskClients(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = KestrelClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = static (_, _, _) => true;
    }

    /// <summary>
    /// Has nothing downloaded during the handshake. A client's certificate names addresses of its issuer's certificate and of
    /// revocation lists, which its maker chooses; asking there would let strangers have the gateway send requests and wait.
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

    private IEnumerable<Measurement<long>> Observe() =>
        from certificate in _certificates.Values
        let current = certificate.Current
        where current is not null
        select new Measurement<long>(
            new DateTimeOffset(current.TargetCertificate.NotAfter.ToUniversalTime()).ToUnixTimeSeconds(),
            new KeyValuePair<string, object?>("endpoint", certificate.Endpoint));
}
