using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing.Redis;

/// <summary>
/// Stands between client and server and can forget the connections it has: they stay open and carry nothing any more, as
/// when a firewall drops an idle flow. New connections work.
/// </summary>
public sealed class ForgetfulProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private readonly Task _accepting;
    private volatile int _generation;

    /// <summary>Listens at once.</summary>
    public ForgetfulProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What a client connects to.</summary>
    public string EndPoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The connections of this moment carry nothing from now on.</summary>
    public void Forget() => Interlocked.Increment(ref _generation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _port);
            var generation = _generation;
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream(), generation),
                CopyAsync(server.GetStream(), client.GetStream(), generation));
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int generation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int length; (length = await from.ReadAsync(buffer, _stopping.Token)) > 0;)
            {
                if (generation == _generation)
                {
                    await to.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side hung up, or the test is over.
        }
    }
}
