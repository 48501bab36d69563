using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeGateway.Demo;

/// <summary>
/// A merchant's application that can be taken down. It records what it receives and acknowledges in each provider's form.
/// </summary>
internal sealed class DemoMerchant(Uri address) : IAsyncDisposable
{
    /// <summary>How long to wait for requests in flight when it is stopped.</summary>
    private static readonly TimeSpan _stopLimit = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<string> _seen = new();
    private WebApplication? _app;

    /// <summary>The address, also while it is down.</summary>
    public Uri Address { get; private set; } = address;

    /// <summary>The number of received callbacks.</summary>
    public int SeenCount => _seen.Count;

    /// <summary>The last received body.</summary>
    public string? LastSeen => _seen.LastOrDefault();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // An empty builder: settings from the environment are for the gateway.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Address.AbsoluteUri);
        _app = builder.Build();
        _app.Run(AcknowledgeAsync);
        await _app.StartAsync(cancellationToken);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_stopLimit);
            await _app.StopAsync(limit.Token);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task AcknowledgeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _seen.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));

        // Such as "stripe;key=k1;coverage=full". Without a gateway the path identifies the scheme.
        var headers = context.Request.Headers;
        var scheme = headers.TryGetValue("Callback-Verified", out var verified)
            ? verified.ToString().Split(';')[0]
            : context.Request.Path.Value!.Split('/')[^1];
        var answer = DemoAnswer.To(scheme, headers["Callback-Key"].ToString());
        context.Response.ContentType = answer.MediaType;
        await context.Response.WriteAsync(answer.Text, context.RequestAborted);
    }
}
