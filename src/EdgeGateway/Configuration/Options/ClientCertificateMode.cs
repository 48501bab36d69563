namespace EdgeGateway.Configuration.Options;

/// <summary>Whether a provider proves itself with a certificate, too.</summary>
internal enum ClientCertificateMode
{
    /// <summary>It is not asked.</summary>
    None,

    /// <summary>Without an accepted certificate nothing is read.</summary>
    Require,
}
