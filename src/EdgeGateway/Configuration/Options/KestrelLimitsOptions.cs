using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The server's limits, <c>Kestrel:Limits</c>. The defaults are Kestrel's own.</summary>
internal sealed class KestrelLimitsOptions
{
    /// <summary>How many bytes of an answer are buffered before the server waits for the client to read.</summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long MaxResponseBufferSize { get; set; } = 65536;

    /// <summary>How many bytes of a request are buffered before the server stops reading.</summary>
    [Range(typeof(long), "1", "9223372036854775807")]
    public long MaxRequestBufferSize { get; set; } = 1_048_576;

    /// <summary>The longest first line of a request, in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestLineSize { get; set; } = 8192;

    /// <summary>The size of all of a request's headers, in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestHeadersTotalSize { get; set; } = 32768;

    /// <summary>How many headers a request may have.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestHeaderCount { get; set; } = 100;

    /// <summary>The longest body of a request, in bytes, also on routes without a profile.</summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long MaxRequestBodySize { get; set; } = 30_000_000;

    /// <summary>How long a connection stays open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "366.00:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a client may take to send a request's headers.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "366.00:00:00")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many connections may be open; null for no limit.</summary>
    [Range(typeof(long), "1", "9223372036854775807")]
    public long? MaxConcurrentConnections { get; set; }

    /// <summary>How many connections may have been switched to another protocol, such as WebSockets; null for no limit.</summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long? MaxConcurrentUpgradedConnections { get; set; }

    /// <summary>The minimum rate at which a client must send a body.</summary>
    public DataRateOptions MinRequestBodyDataRate { get; set; } = new();

    /// <summary>The minimum rate at which a client must read an answer.</summary>
    public DataRateOptions MinResponseDataRate { get; set; } = new();

    /// <summary>For connections that speak HTTP/2.</summary>
    public Http2LimitsOptions Http2 { get; set; } = new();

    /// <summary>For connections that speak HTTP/3.</summary>
    public Http3LimitsOptions Http3 { get; set; } = new();
}
