using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Testing.Merchants;

/// <summary>Writes to a request's socket what a web server does not: part of a response, or one that is not valid.</summary>
internal static class RawResponse
{
    /// <summary>The socket of the request's connection. Whoever writes to it must abort the request afterwards.</summary>
    public static Socket SocketOf(HttpContext context) => context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Writes the octets.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> octets)
    {
        var socket = SocketOf(context);
        while (octets.Length > 0)
        {
            octets = octets[await socket.SendAsync(octets)..];
        }
    }
}
