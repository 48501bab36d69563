using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Providers;
using EdgeGateway.Testing.Redis;

namespace EdgeGateway.Testing.Faults.Merchants;

/// <summary>
/// A merchant's application on a bare socket, so that it can fail in ways in which a web server does not. Writes down every
/// delivery, and names it in the header and in the body of its answer.
/// </summary>
public sealed class FaultyMerchant(History history, int seed, TimeSpan timeout) : IAsyncDisposable
{
    private static readonly TimeSpan _ordinary = TimeSpan.FromMilliseconds(15);

    private readonly ConcurrentDictionary<TcpClient, Task> _connections = new();
    private readonly Random _random = new(seed);
    private CancellationTokenSource _stopping = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private readonly int _port = LoopbackPort.Find();
    private volatile MerchantMode _mode;

    /// <summary>Where it listens, also while it is down.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>How it treats <see cref="Share"/> of the requests from now on.</summary>
    public MerchantMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    /// <summary>Of how many of the requests.</summary>
    public double Share { get; set; } = 0.7;

    /// <summary>Listens, at the same address each time.</summary>
    public void Start()
    {
        _stopping = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener, _stopping.Token);
    }

    /// <summary>Goes away with all its connections, whatever is on them.</summary>
    public async Task StopAsync()
    {
        if (_listener is null)
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Stop();
        _listener = null;
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _connections.Clear();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(cancellationToken);
                client.NoDelay = true;
                _connections[client] = ServeAsync(client, cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using (client)
        {
            try
            {
                while (await MerchantRequest.ReadAsync(client.GetStream(), cancellationToken) is { } request && await AnswerAsync(client, request, cancellationToken))
                {
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The gateway hung up, or the merchant goes down.
            }
        }

        _connections.TryRemove(client, out _);
    }

    /// <summary>True when the connection is good for another request.</summary>
    private async Task<bool> AnswerAsync(TcpClient client, MerchantRequest request, CancellationToken cancellationToken)
    {
        var delivery = history.NextNumber();
        int? send = int.TryParse(request[ProviderClient.SendHeader], CultureInfo.InvariantCulture, out var number) ? number : null;
        var digest = ProviderClient.DigestOf(request.Body);
        var key = request["Callback-Key"] ?? "";
        var attempt = int.Parse(request["Callback-Attempt"] ?? "0", CultureInfo.InvariantCulture);
        history.Add(at => new HistoryEvent.Received(at, delivery, send, digest, key, attempt));

        var (mode, lot) = Draw();
        switch (mode)
        {
            case MerchantMode.Hanging:
                // Until the gateway loses patience.
                _ = await client.GetStream().ReadAsync(new byte[1].AsMemory(), cancellationToken);
                return false;
            case MerchantMode.Resetting:
                await Task.Delay(_ordinary * lot, cancellationToken);
                await BreakOffAsync(client, delivery, lot, cancellationToken);
                return false;
            case MerchantMode.Refusing:
                await Task.Delay(_ordinary * lot, cancellationToken);
                return await WriteAsync(client, delivery, 500, isAcknowledgement: false);
            default:
                await Task.Delay((mode == MerchantMode.Slow ? timeout * 1.3 : _ordinary) * lot, cancellationToken);
                return await WriteAsync(client, delivery, 200, isAcknowledgement: true);
        }
    }

    private (MerchantMode Mode, double Lot) Draw()
    {
        lock (_random)
        {
            return (_random.NextDouble() < Share ? Mode : MerchantMode.Well, _random.NextDouble());
        }
    }

    private async Task<bool> WriteAsync(TcpClient client, int delivery, int status, bool isAcknowledgement)
    {
        history.Add(at => new HistoryEvent.MerchantAnswered(at, delivery, status, isAcknowledgement, IsWhole: true));

        // What is written down goes out, also when the merchant goes down at this moment.
        await client.GetStream().WriteAsync(Response(delivery, status, isAcknowledgement), CancellationToken.None);
        return true;
    }

    /// <summary>Some octets of an acknowledgement, possibly none, and a reset.</summary>
    private async Task BreakOffAsync(TcpClient client, int delivery, double lot, CancellationToken cancellationToken)
    {
        history.Add(at => new HistoryEvent.MerchantAnswered(at, delivery, 200, IsAcknowledgement: true, IsWhole: false));
        var response = Response(delivery, 200, isAcknowledgement: true);
        await client.GetStream().WriteAsync(response.AsMemory(0, (int)(lot * (response.Length - 1))), cancellationToken);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private static byte[] Response(int delivery, int status, bool isAcknowledgement)
    {
        var body = isAcknowledgement
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"code":0,"result":"ok","delivery":{{delivery}}}""")
            : """{"code":1,"result":"error"}""";
        return Encoding.Latin1.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n{ProviderClient.DeliveryHeader}: {delivery}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }
}
