namespace EdgeGateway.Configuration.Options;

/// <summary>Whether a provider must also present a client certificate.</summary>
internal enum ClientCertificateMode
{
    /// <summary>No certificate is requested.</summary>
    None,

    /// <summary>Requests without an accepted certificate are refused before the body is read.</summary>
    Require,
}
