using System.Collections.Concurrent;
using EdgeGateway.LoadTests.Generation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>A merchant that counts how often it saw each invoice.</summary>
internal sealed class RecordingMerchant(TimeSpan delay) : IAsyncDisposable
{
    private static readonly byte[] _answer = "{\"result\":\"ok\"}"u8.ToArray();

    private readonly ConcurrentDictionary<int, int> _seen = new();
    private WebApplication? _app;

    /// <summary>Invoice → how often.</summary>
    public IReadOnlyDictionary<int, int> Seen => _seen;

    public Uri Address { get; private set; } = null!;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var result = await context.Request.BodyReader.ReadAtLeastAsync((int)(context.Request.ContentLength ?? 4096));
        var invoice = SignedCallbacks.InvoiceOf(result.Buffer.FirstSpan);
        context.Request.BodyReader.AdvanceTo(result.Buffer.End);
        _seen.AddOrUpdate(invoice, 1, static (_, count) => count + 1);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay);
        }

        context.Response.ContentLength = _answer.Length;
        await context.Response.Body.WriteAsync(_answer);
    }
}
