using System.ComponentModel.DataAnnotations;

namespace EdgeGateway.Configuration.Options;

/// <summary>The server's limits for HTTP/2, <c>Kestrel:Limits:Http2</c>. The defaults are Kestrel's own.</summary>
internal sealed class Http2LimitsOptions
{
    /// <summary>How many requests a connection may have at once.</summary>
    [Range(1, int.MaxValue)]
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>The size of the header compression table, in bytes.</summary>
    [Range(0, int.MaxValue)]
    public int HeaderTableSize { get; set; } = 4096;

    /// <summary>The largest frame, in bytes.</summary>
    [Range(16384, 16_777_215)]
    public int MaxFrameSize { get; set; } = 16384;

    /// <summary>The longest header, name and value, in bytes.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestHeaderFieldSize { get; set; } = 32768;

    /// <summary>How many bytes of bodies a connection may send before the server has read them.</summary>
    [Range(65535, int.MaxValue)]
    public int InitialConnectionWindowSize { get; set; } = 1_048_576;

    /// <summary>The same for one request.</summary>
    [Range(65535, int.MaxValue)]
    public int InitialStreamWindowSize { get; set; } = 786_432;

    /// <summary>How long without a frame until the server sends a keep-alive ping; null for never.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan? KeepAlivePingDelay { get; set; }

    /// <summary>How long the server waits for the ping's answer before it closes the connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
