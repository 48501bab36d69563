using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing.Redis;

/// <summary>Finds ports that nobody listens on.</summary>
internal static class LoopbackPort
{
    /// <summary>A cluster node listens on its port plus this, too.</summary>
    private const int BusOffset = 10_000;

    public static int Find()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (port + BusOffset <= IPEndPoint.MaxPort)
            {
                return port;
            }
        }
    }
}
