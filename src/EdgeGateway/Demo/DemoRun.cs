using System.Text;

namespace EdgeGateway.Demo;

/// <summary>Simulates every provider against a gateway and a merchant, and compares the results with the expected ones.</summary>
internal sealed class DemoRun(DemoMerchant merchant, Uri edge) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = edge };
    private readonly List<DemoRow> _rows = [];

    public async Task<IReadOnlyList<DemoRow>> PlayAsync(CancellationToken cancellationToken)
    {
        foreach (var provider in DemoProviders.All)
        {
            var callback = provider.Callback();
            await SendAsync(provider, provider.Event, callback, 200, seen: 1, "verified, delivered, acknowledged", cancellationToken);
            await SendAsync(provider, "the same again", provider.Callback(), 200, seen: 0, "duplicate: the recorded acknowledgement", cancellationToken);
            await SendForgedAsync(provider, callback, cancellationToken);

            var other = provider.OtherCallback();
            await merchant.StopAsync(cancellationToken);
            await SendAsync(provider, "another, merchant down", other, 502, seen: 0, "not acknowledged: the provider will retry", cancellationToken);
            await merchant.StartAsync(cancellationToken);
            await SendAsync(provider, "its retry, merchant back", other, 200, seen: 1, "delivered on the second attempt", cancellationToken);
        }

        return _rows;
    }

    public void Dispose() => _client.Dispose();

    private Task SendForgedAsync(DemoProvider provider, DemoRequest callback, CancellationToken cancellationToken)
    {
        // A token does not cover the amount, but the changed content is still detected.
        var (status, why) = provider.Scheme == "CryptoCloud"
            ? (422, "conflict: one invoice and status, two contents")
            : (401, "the signature does not cover this");
        return SendAsync(provider, "its amount changed to 999999", provider.Forged(callback), status, seen: 0, why, cancellationToken);
    }

    private async Task SendAsync(
        DemoProvider provider, string sent, DemoRequest request, int status, int seen, string why, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, provider.Path);
        message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        if (request.Header is not null)
        {
            message.Headers.TryAddWithoutValidation(request.Header, request.HeaderValue);
        }

        var before = merchant.SeenCount;
        using var response = await _client.SendAsync(message, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        var arrived = merchant.SeenCount - before;

        var isAsExpected = (int)response.StatusCode == status
            && arrived == seen
            && (seen == 0 || merchant.LastSeen == request.Body);
        _rows.Add(new DemoRow(
            provider.Scheme,
            sent,
            arrived == 0 ? "nothing" : merchant.LastSeen == request.Body ? "it, byte for byte" : "something else",
            response.IsSuccessStatusCode ? $"{(int)response.StatusCode} {answer}" : $"{(int)response.StatusCode} {response.ReasonPhrase}",
            isAsExpected ? why : $"should be {status}, seen {seen} time(s): {why}",
            isAsExpected));
    }
}
