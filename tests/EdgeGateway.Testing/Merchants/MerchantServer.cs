using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Testing.Merchants;

/// <summary>A web server that can be stopped and started again at the same address.</summary>
/// <param name="answer">Answers each request.</param>
/// <param name="port">The port; 0: a free one, which it keeps.</param>
public sealed class MerchantServer(RequestDelegate answer, int port = 0) : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>The protocols that it speaks; without TLS, HTTP/2 only alone.</summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1;

    /// <summary>The address, also while it is stopped.</summary>
    public Uri Address { get; private set; } = new($"http://127.0.0.1:{port}/");

    /// <summary>Returns when it listens.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.AbsoluteUri);

        // One character for each octet, so that tests can compare what was sent with what arrived.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = Protocols);
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        });
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(answer);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Waits for requests in flight, and closes all connections.</summary>
    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();
}
