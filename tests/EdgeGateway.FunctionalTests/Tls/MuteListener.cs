using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.FunctionalTests.Tls;

/// <summary>Accepts connections, counts them and never responds.</summary>
internal sealed class MuteListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _connections = [];

    public MuteListener()
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
    }

    public Uri Address { get; }

    /// <summary>The number of connections so far, including those in the backlog.</summary>
    public int Count()
    {
        while (_listener.Pending())
        {
            _connections.Add(_listener.AcceptSocket());
        }

        return _connections.Count;
    }

    public void Dispose()
    {
        _connections.ForEach(static connection => connection.Dispose());
        _listener.Dispose();
    }
}
