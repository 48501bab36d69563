namespace EdgeGateway.Proxy.Configuration;

/// <summary>Whether a provider proves itself with a certificate, too.</summary>
public enum ClientCertificateMode
{
    /// <summary>It is not asked.</summary>
    None,

    /// <summary>Without an accepted certificate nothing is read.</summary>
    Require,
}
