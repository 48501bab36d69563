using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The settings for all incoming requests, <c>Inbound</c>.</summary>
internal sealed class InboundOptions
{
    /// <summary>The limit on bytes buffered for request bodies; above it providers are asked to retry.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxBufferedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The proxies whose <c>X-Forwarded-For</c> is trusted, in CIDR notation; if empty, the socket's address is used.</summary>
    public IList<string> TrustedProxies { get; set; } = [];
}
