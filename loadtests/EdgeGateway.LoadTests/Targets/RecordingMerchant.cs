using System.Collections.Concurrent;
using EdgeGateway.LoadTests.Generation;
using EdgeGateway.Testing.Merchants;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>A merchant that counts the deliveries of each invoice. It keeps no bodies, since a load has too many.</summary>
internal sealed class RecordingMerchant : IAsyncDisposable
{
    private static readonly byte[] _answer = "{\"result\":\"ok\"}"u8.ToArray();

    private readonly ConcurrentDictionary<int, int> _seen = new();
    private readonly TimeSpan _delay;
    private readonly MerchantServer _server;

    /// <param name="delay">How long each answer takes.</param>
    public RecordingMerchant(TimeSpan delay)
    {
        _delay = delay;
        _server = new MerchantServer(AnswerAsync);
    }

    /// <summary>Invoice → number of deliveries.</summary>
    public IReadOnlyDictionary<int, int> Seen => _seen;

    public Uri Address => _server.Address;

    public Task StartAsync() => _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var result = await context.Request.BodyReader.ReadAtLeastAsync((int)(context.Request.ContentLength ?? 4096));
        var invoice = SignedCallbacks.InvoiceOf(result.Buffer.FirstSpan);
        context.Request.BodyReader.AdvanceTo(result.Buffer.End);
        _seen.AddOrUpdate(invoice, 1, static (_, count) => count + 1);
        if (_delay > TimeSpan.Zero)
        {
            await Task.Delay(_delay);
        }

        context.Response.ContentLength = _answer.Length;
        await context.Response.Body.WriteAsync(_answer);
    }
}
