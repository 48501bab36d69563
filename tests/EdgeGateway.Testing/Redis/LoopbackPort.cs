using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing.Redis;

/// <summary>
/// Finds ports that nobody listens on, outside of those that the system gives to clients: whoever is stopped and started again
/// must find its port free.
/// </summary>
internal static class LoopbackPort
{
    /// <summary>A cluster node listens on its port plus this, too.</summary>
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
