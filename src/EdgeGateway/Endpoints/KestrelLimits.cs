using EdgeGateway.Configuration.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGateway.Endpoints;

/// <summary>Applies <c>Kestrel:Limits</c>, which Kestrel's own configuration does not read.</summary>
internal static class KestrelLimits
{
    /// <param name="limits">Kestrel's limits.</param>
    /// <param name="section">The validated section <c>Kestrel</c>.</param>
    public static void Apply(KestrelServerLimits limits, IConfigurationSection section)
    {
        var options = section.GetSection("Limits").Get<KestrelLimitsOptions>() ?? new KestrelLimitsOptions();
        limits.MaxResponseBufferSize = options.MaxResponseBufferSize;
        limits.MaxRequestBufferSize = options.MaxRequestBufferSize;
        limits.MaxRequestLineSize = options.MaxRequestLineSize;
        limits.MaxRequestHeadersTotalSize = options.MaxRequestHeadersTotalSize;
        limits.MaxRequestHeaderCount = options.MaxRequestHeaderCount;
        limits.MaxRequestBodySize = options.MaxRequestBodySize;
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.RequestHeadersTimeout = options.RequestHeadersTimeout;
        limits.MaxConcurrentConnections = options.MaxConcurrentConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConcurrentUpgradedConnections;
        limits.MinRequestBodyDataRate = RateOf(options.MinRequestBodyDataRate);
        limits.MinResponseDataRate = RateOf(options.MinResponseDataRate);
        limits.Http2.MaxStreamsPerConnection = options.Http2.MaxStreamsPerConnection;
        limits.Http2.HeaderTableSize = options.Http2.HeaderTableSize;
        limits.Http2.MaxFrameSize = options.Http2.MaxFrameSize;
        limits.Http2.MaxRequestHeaderFieldSize = options.Http2.MaxRequestHeaderFieldSize;
        limits.Http2.InitialConnectionWindowSize = options.Http2.InitialConnectionWindowSize;
        limits.Http2.InitialStreamWindowSize = options.Http2.InitialStreamWindowSize;
        limits.Http2.KeepAlivePingDelay = options.Http2.KeepAlivePingDelay ?? TimeSpan.MaxValue;
        limits.Http2.KeepAlivePingTimeout = options.Http2.KeepAlivePingTimeout;
        limits.Http3.MaxRequestHeaderFieldSize = options.Http3.MaxRequestHeaderFieldSize;
    }

    private static MinDataRate? RateOf(DataRateOptions options) =>
        options.BytesPerSecond > 0 ? new MinDataRate(options.BytesPerSecond, options.GracePeriod) : null;
}
