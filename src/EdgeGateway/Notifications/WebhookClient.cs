using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Signing;

namespace EdgeGateway.Notifications;

/// <summary>Posts messages, signed by Standard Webhooks. Uses nothing that callbacks use.</summary>
/// <param name="url">Where to. Never logged: it is often a secret itself.</param>
/// <param name="secret">The octets of the secret.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class WebhookClient(Uri url, byte[] secret, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    private readonly StandardWebhookSigner _signer = new([new SigningKey("webhook", secret)]);
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = _limit };

    /// <summary>Posts a message once.</summary>
    /// <param name="id">The message's id; the same when it is posted again.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Why it did not arrive; null if it did.</returns>
    public async Task<string?> PostAsync(string id, WebhookMessage message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, WebhookJson.Default.WebhookMessage);
        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", _signer.Sign(id, now, body));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            // Its message may name the host.
            return $"{exception.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no answer within {_limit.TotalSeconds} s");
        }
    }

    public void Dispose() => _client.Dispose();
}
