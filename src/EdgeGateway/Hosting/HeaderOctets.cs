using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Hosting;

/// <summary>
/// Passes the bytes of header values through unchanged, in both directions. Latin-1 maps each byte to one character, so reading and writing
/// with it changes nothing, whatever encoding the sender used.
/// </summary>
internal static class HeaderOctets
{
    /// <summary>Between the provider and the gateway.</summary>
    public static void Keep(KestrelServerOptions kestrel)
    {
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
    }

    /// <summary>Between the gateway and a merchant, unless the cluster's configuration sets other encodings.</summary>
    public static void Keep(HttpClientConfig config, SocketsHttpHandler handler)
    {
        if (config.RequestHeaderEncoding is null)
        {
            handler.RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1;
        }

        if (config.ResponseHeaderEncoding is null)
        {
            handler.ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1;
        }
    }
}
