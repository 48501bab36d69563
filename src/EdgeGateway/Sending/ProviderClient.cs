using System.Net;
using System.Text;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Sending;

/// <summary>Sends requests as a provider does. Safe for concurrent use.</summary>
internal sealed class ProviderClient : IDisposable
{
    /// <summary>How much of an answer is shown.</summary>
    private const int MaxShown = 200;

    /// <summary>An acknowledgement is short; more is not read.</summary>
    private const int MaxAnswer = 64 * 1024;

    private readonly Uri _url;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _client;

    /// <param name="url">Where requests are sent.</param>
    /// <param name="timeout">How long the provider waits for an answer.</param>
    /// <param name="timeProvider">The clock.</param>
    public ProviderClient(Uri url, TimeSpan timeout, TimeProvider timeProvider)
    {
        _url = url;
        _timeout = timeout;
        _timeProvider = timeProvider;
        _client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswer,
        };
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="planned">The request.</param>
    /// <param name="hangsUp">Whether the connection is closed as soon as the request is written.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<AttemptResult> SendAsync(PlannedRequest planned, bool hangsUp, CancellationToken cancellationToken)
    {
        var started = _timeProvider.GetTimestamp();
        using var limit = new CancellationTokenSource(_timeout, _timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var message = MessageOf(planned, hangsUp ? stop : null);
        try
        {
            using var response = await _client.SendAsync(message, stop.Token);
            var body = await response.Content.ReadAsByteArrayAsync(stop.Token);
            return new AttemptResult(
                (int)response.StatusCode,
                Shown(body),
                planned.Acknowledgement.IsAcknowledgedBy((int)response.StatusCode, body),
                _timeProvider.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AttemptResult(null, hangsUp ? "hung up" : $"no answer within {_timeout.TotalSeconds} s", false, _timeProvider.GetElapsedTime(started));
        }
        catch (HttpRequestException e)
        {
            return new AttemptResult(null, e.Message, false, _timeProvider.GetElapsedTime(started));
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage MessageOf(PlannedRequest planned, CancellationTokenSource? hangUp)
    {
        var request = planned.Request;
        var message = new HttpRequestMessage(new HttpMethod(request.Method), UrlOf(request.Query)) { Version = HttpVersion.Version11 };
        if (!request.Body.IsEmpty || hangUp is not null)
        {
            message.Content = new RequestContent(request.Body, hangUp);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>The query string is sent as it was signed, to the letter.</summary>
    private Uri UrlOf(string query) => query.Length == 0 ? _url : new Uri(
        $"{_url.GetLeftPart(UriPartial.Path)}?{string.Join('&', new[] { _url.Query.TrimStart('?'), query }.Where(static part => part.Length > 0))}",
        new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static string Shown(byte[] body)
    {
        var text = PrintableText.ForTerminal(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaxShown)).ReplaceLineEndings(" "));
        return body.Length > MaxShown ? text + "…" : text;
    }
}
