using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>What the configuration says of everything that comes in, under <c>Inbound</c>.</summary>
internal sealed class InboundOptions
{
    /// <summary>How much of callbacks' bodies may be held at once, in bytes; above it providers are told to come again.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxBufferedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The proxies in front, as CIDR, whose <c>X-Forwarded-For</c> is believed; empty: the socket's address counts.</summary>
    public IList<string> TrustedProxies { get; set; } = [];
}
