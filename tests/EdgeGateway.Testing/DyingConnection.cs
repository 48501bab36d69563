using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing;

/// <summary>
/// Connects a client to a peer that resets the connection immediately: the socket is connected but has no peer.
/// </summary>
public static class DyingConnection
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(listener.LocalEndpoint, cancellationToken);
            using (var peer = await listener.AcceptSocketAsync(cancellationToken))
            {
                // Closing resets the connection.
                peer.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            // Waits without reading, because a read would detect the reset.
            if (!socket.Poll(Limit, SelectMode.SelectRead))
            {
                throw new TimeoutException("The reset did not arrive.");
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
