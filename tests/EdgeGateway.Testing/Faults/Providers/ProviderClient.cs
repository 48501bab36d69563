using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Faults.Histories;
using EdgeGateway.Testing.Signing;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>Sends as a provider does, and writes down what it saw.</summary>
/// <param name="history">Gets it.</param>
/// <param name="handler">How it connects, where that is not as usual.</param>
public sealed class ProviderClient(History history, SocketsHttpHandler? handler = null) : IDisposable
{
    /// <summary>Tells the merchant, through the gateway, which send it got.</summary>
    public const string SendHeader = "X-Send";

    /// <summary>Tells the provider, through the gateway, which delivery is answered. No recorded answer has headers.</summary>
    public const string DeliveryHeader = "X-Delivery";

    private readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2) });

    /// <summary>The octets' name in a history.</summary>
    public static string DigestOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8));

    /// <summary>True when the provider saw an acknowledgement.</summary>
    public async Task<bool> SendAsync(
        Provider provider, SchemeRequest request, string content, bool isGenuine, GatewayAddress gateway, TimeSpan patience, CancellationToken cancellationToken)
    {
        var send = history.NextNumber();
        using var message = request.ToMessage(gateway.Edge, provider.Path);
        message.Headers.Add(SendHeader, send.ToString(CultureInfo.InvariantCulture));

        // A stranger's: the gateway removes it.
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
            // The client lets a SocketException through when a connection dies just after it was made: it asks the socket for its
            // peer's address then.
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
