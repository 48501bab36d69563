using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeGateway.Testing;

/// <summary>
/// A proxy between client and server that simulates network failures: it cuts, delays, or accepts bytes without forwarding them.
/// </summary>
public sealed class TcpFaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _sockets = new();
    private readonly int _port;
    private readonly Task _accepting;
    private volatile int _generation;
    private volatile bool _isCut;
    private volatile bool _isHalfOpen;
    private volatile int _delayMilliseconds;

    /// <summary>Listens at once.</summary>
    public TcpFaultProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What a client connects to.</summary>
    public string EndPoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Changes bytes in place as they arrive; null to pass them unchanged.</summary>
    public Action<Memory<byte>>? Alter { get; init; }

    /// <summary>
    /// Current connections stay open but forward nothing from now on, as when a firewall drops an idle flow. New connections work.
    /// </summary>
    public void Forget() => Interlocked.Increment(ref _generation);

    /// <summary>All connections break, and new ones break immediately.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var socket in _sockets.Keys)
        {
            socket.Dispose();
        }
    }

    /// <summary>Delays everything that is sent.</summary>
    public void Delay(TimeSpan delay) => _delayMilliseconds = (int)delay.TotalMilliseconds;

    /// <summary>
    /// All connections, including new ones, accept bytes but forward none. They stay like this after <see cref="Resume"/>.
    /// </summary>
    public void HalfOpen()
    {
        _isHalfOpen = true;
        Forget();
    }

    /// <summary>New connections work.</summary>
    public void Resume()
    {
        if (_isHalfOpen)
        {
            // Connections that were opened meanwhile have lost bytes and stay dead.
            Forget();
            _isHalfOpen = false;
        }

        _isCut = false;
        _delayMilliseconds = 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
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
            _sockets[client] = 0;
            _sockets[server] = 0;
            try
            {
                if (!_isCut)
                {
                    await server.ConnectAsync(IPAddress.Loopback, _port);
                    var generation = _generation;
                    await Task.WhenAny(
                        CopyAsync(client.GetStream(), server.GetStream(), generation),
                        CopyAsync(server.GetStream(), client.GetStream(), generation));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Nothing listens there, or the link was cut meanwhile: the client sees a connection that ends.
            }
            finally
            {
                _sockets.TryRemove(client, out _);
                _sockets.TryRemove(server, out _);
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int generation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int length; (length = await from.ReadAsync(buffer, _stopping.Token)) > 0;)
            {
                if (_delayMilliseconds is var delay and > 0)
                {
                    await Task.Delay(delay, _stopping.Token);
                }

                if (generation == _generation && !_isHalfOpen)
                {
                    Alter?.Invoke(buffer.AsMemory(0, length));
                    await to.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side hung up, the link was cut, or the test is over.
        }
    }
}
