using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeGateway.Tls;

/// <summary>
/// One endpoint's certificate, reloaded when its files change, so that renewal needs no restart. An unreadable certificate is ignored.
/// </summary>
internal sealed partial class ServerCertificate(string endpoint, IConfigurationSection section, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private SslStreamCertificateContext? _current;
    private (DateTime, DateTime) _written;
    private long _checked;

    public string Endpoint { get; } = endpoint;

    /// <summary>Whether the files were not valid when they were last read. The previous certificate is still used.</summary>
    public bool IsRejected { get; private set; }

    /// <summary>The certificate; null if the files could never be read.</summary>
    public SslStreamCertificateContext? Current
    {
        get
        {
            lock (_lock)
            {
                if (_current is null || timeProvider.GetElapsedTime(_checked) >= _checkInterval)
                {
                    _checked = timeProvider.GetTimestamp();
                    Refresh();
                }

                return _current;
            }
        }
    }

    private void Refresh()
    {
        try
        {
            var path = section["Path"]!;
            var written = (File.GetLastWriteTimeUtc(path), section["KeyPath"] is { } key ? File.GetLastWriteTimeUtc(key) : default);
            if (_current is not null && written == _written)
            {
                IsRejected = false;
                return;
            }

            // Connections may still use the previous certificate, so it is left to the garbage collector.
            _current = Load(path);
            _written = written;
            IsRejected = false;
            Log.CertificateLoaded(logger, Endpoint, _current.TargetCertificate.NotAfter.ToUniversalTime());
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            IsRejected = true;

            // Also occurs between replacing the first and the second file; they are read again at the next check.
            Log.CertificateRejected(logger, Endpoint, exception);
        }
    }

    private SslStreamCertificateContext Load(string path)
    {
        var chain = new X509Certificate2Collection();
        if (section["KeyPath"] is not { } keyPath)
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, section["Password"]);
            var own = chain.First(static certificate => certificate.HasPrivateKey);
            return SslStreamCertificateContext.Create(own, chain, offline: true);
        }

        chain.ImportFromPemFile(path);
        var certificate = section["Password"] is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath)
            : X509Certificate2.CreateFromPemFile(path, keyPath);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private static partial class Log
    {
        [LoggerMessage(1950, LogLevel.Information, "Endpoint {Endpoint} has a certificate until {NotAfter:u}.", EventName = "CertificateLoaded")]
        public static partial void CertificateLoaded(ILogger logger, string endpoint, DateTime notAfter);

        [LoggerMessage(1951, LogLevel.Error, "The certificate of endpoint {Endpoint} cannot be read; the last good one stays.", EventName = "CertificateRejected")]
        public static partial void CertificateRejected(ILogger logger, string endpoint, Exception exception);
    }
}
