using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing.Redis;

/// <summary>
/// Finds free ports outside of the range for clients, so that a server that is restarted finds its port free.
/// </summary>
public static class LoopbackPort
{
    /// <summary>The offset of a cluster node's second port.</summary>
    private const int BusOffset = 10_000;

    private const int First = 15_000;
    private const int Last = 22_700;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && IsFree(port + BusOffset))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
