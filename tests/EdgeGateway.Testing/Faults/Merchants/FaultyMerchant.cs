using System.Globalization;
using System.Text;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Faults.Providers;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Testing.Faults.Merchants;

/// <summary>
/// A merchant's application with faults. It adds every delivery to the history, and writes the delivery's number to the header and the body
/// of its answer.
/// </summary>
public sealed class FaultyMerchant : IAsyncDisposable
{
    private static readonly TimeSpan _usualDelay = TimeSpan.FromMilliseconds(15);

    private readonly History _history;
    private readonly Random _random;
    private readonly TimeSpan _timeout;
    private readonly MerchantServer _server;
    private CancellationTokenSource _stopping = new();
    private volatile MerchantMode _mode;

    /// <param name="history">Records what happens.</param>
    /// <param name="seed">The seed of all random decisions.</param>
    /// <param name="timeout">The gateway's limit for an answer.</param>
    public FaultyMerchant(History history, int seed, TimeSpan timeout)
    {
        _history = history;
        _random = new Random(seed);
        _timeout = timeout;
        _server = new MerchantServer(AnswerAsync, LoopbackPort.Find());
    }

    /// <summary>The address, also while it is stopped.</summary>
    public Uri Address => _server.Address;

    /// <summary>How it treats <see cref="Share"/> of the requests from now on.</summary>
    public MerchantMode Mode
    {
        get => _mode;
        set => _mode = value;
    }

    /// <summary>The share of the requests that <see cref="Mode"/> applies to.</summary>
    public double Share { get; set; } = 0.7;

    /// <summary>Listens, at the same address each time.</summary>
    public Task StartAsync()
    {
        _stopping = new CancellationTokenSource();
        return _server.StartAsync();
    }

    /// <summary>Stops, and aborts the requests that it has not begun to answer.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await StopAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
        try
        {
            await context.Request.Body.CopyToAsync(body, stopped.Token);
            await AnswerAsync(context, Receive(context.Request.Headers, body.GetBuffer().AsSpan(0, (int)body.Length)), stopped.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The gateway closed the connection, or the merchant stops.
            context.Abort();
        }
    }

    /// <summary>Adds the delivery to the history, and returns its number.</summary>
    private int Receive(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var delivery = _history.NextNumber();
        int? send = int.TryParse(headers[ProviderClient.SendHeader], CultureInfo.InvariantCulture, out var number) ? number : null;
        var digest = ProviderClient.DigestOf(body);
        var key = headers["Callback-Key"].ToString();
        var attempt = int.TryParse(headers["Callback-Attempt"], CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        _history.Add(at => new HistoryEvent.Received(at, delivery, send, digest, key, attempt));
        return delivery;
    }

    private async Task AnswerAsync(HttpContext context, int delivery, CancellationToken cancellationToken)
    {
        var (mode, fraction) = Draw();
        switch (mode)
        {
            case MerchantMode.Hanging:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case MerchantMode.Resetting:
                await Task.Delay(_usualDelay * fraction, cancellationToken);
                await BreakOffAsync(context, delivery, fraction);
                break;
            case MerchantMode.Refusing:
                await Task.Delay(_usualDelay * fraction, cancellationToken);
                await WriteAsync(context.Response, delivery, StatusCodes.Status500InternalServerError, isAcknowledgement: false);
                break;
            default:
                await Task.Delay((mode == MerchantMode.Slow ? _timeout * 1.3 : _usualDelay) * fraction, cancellationToken);
                await WriteAsync(context.Response, delivery, StatusCodes.Status200OK, isAcknowledgement: true);
                break;
        }
    }

    /// <summary>The treatment of one request, and a number from 0 to 1 for its delay.</summary>
    private (MerchantMode Mode, double Fraction) Draw()
    {
        lock (_random)
        {
            return (_random.NextDouble() < Share ? Mode : MerchantMode.Well, _random.NextDouble());
        }
    }

    private async Task WriteAsync(HttpResponse response, int delivery, int status, bool isAcknowledgement)
    {
        _history.Add(at => new HistoryEvent.MerchantAnswered(at, delivery, status, isAcknowledgement, IsWhole: true));
        var body = BodyOf(delivery, isAcknowledgement);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers[ProviderClient.DeliveryHeader] = delivery.ToString(CultureInfo.InvariantCulture);

        // Not canceled: the history says that the whole answer was sent.
        await response.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>Writes the first octets of an acknowledgement, possibly none, and resets the connection.</summary>
    private async Task BreakOffAsync(HttpContext context, int delivery, double fraction)
    {
        _history.Add(at => new HistoryEvent.MerchantAnswered(at, delivery, StatusCodes.Status200OK, IsAcknowledgement: true, IsWhole: false));
        var body = BodyOf(delivery, isAcknowledgement: true);
        var response = Encoding.Latin1.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{ProviderClient.DeliveryHeader}: {delivery}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        await RawResponse.WriteAsync(context, response.AsMemory(0, (int)(fraction * (response.Length - 1))));
        context.Abort();
    }

    private static string BodyOf(int delivery, bool isAcknowledgement) => isAcknowledgement
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"code":0,"result":"ok","delivery":{{delivery}}}""")
        : """{"code":1,"result":"error"}""";
}
