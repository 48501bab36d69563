using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>Sends as a provider does, and adds the results to the history.</summary>
/// <param name="history">Records the results.</param>
/// <param name="handler">The HTTP handler; null: the usual one.</param>
public sealed class ProviderClient(History history, SocketsHttpHandler? handler = null) : IDisposable
{
    /// <summary>The header with the number of the send, which the gateway forwards to the merchant.</summary>
    public const string SendHeader = "X-Send";

    /// <summary>The header with the number of the delivery in the merchant's answer. Recorded acknowledgements have no headers.</summary>
    public const string DeliveryHeader = "X-Delivery";

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2) });

    /// <summary>The digest of a body in the history.</summary>
    public static string DigestOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8));

    /// <summary>True if the provider received an acknowledgement.</summary>
    public async Task<bool> SendAsync(
        Provider provider, SchemeRequest request, string content, bool isGenuine, GatewayAddress gateway, TimeSpan patience, CancellationToken cancellationToken)
    {
        var send = history.NextNumber();
        using var message = request.ToMessage(gateway.Edge, provider.Path);
        message.Headers.Add(SendHeader, send.ToString(CultureInfo.InvariantCulture));

        // Forged; the gateway must remove it.
        message.Headers.Add("Callback-Attempt", "77");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var digest = DigestOf(Encoding.UTF8.GetBytes(request.Body));
        history.Add(at => new HistoryEvent.Sent(at, send, content, digest, isGenuine, gateway.Name));
        try
        {
            using var response = await _client.SendAsync(message, limit.Token);
            var body = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return Answered(provider, send, response, body);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or SocketException)
        {
            // HttpClient throws a SocketException if a connection is reset immediately after it was opened, because it reads the
            // socket's remote address.
            history.Add(at => new HistoryEvent.Unanswered(at, send, HungUp: exception is OperationCanceledException));
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private bool Answered(Provider provider, int send, HttpResponseMessage response, byte[] body)
    {
        var answer = Parse(body);
        var status = (int)response.StatusCode;
        var isAcknowledgement = provider.Acknowledges(status, answer);
        int? delivery = response.Headers.TryGetValues(DeliveryHeader, out var values) ? int.Parse(values.Single(), CultureInfo.InvariantCulture) : null;
        var recorded = answer?["delivery"]?.GetValue<int>();
        history.Add(at => new HistoryEvent.Answered(at, send, status, isAcknowledgement, delivery, recorded));
        return isAcknowledgement;
    }

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
