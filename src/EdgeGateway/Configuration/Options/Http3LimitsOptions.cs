using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The server's limits for HTTP/3, <c>Kestrel:Limits:Http3</c>. The defaults are Kestrel's own.</summary>
internal sealed class Http3LimitsOptions
{
    /// <summary>The longest header, name and value, in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestHeaderFieldSize { get; set; } = 32768;
}
