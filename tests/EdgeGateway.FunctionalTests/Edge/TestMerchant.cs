using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.FunctionalTests.Edge;

/// <summary>A real merchant application whose answers the test writes.</summary>
internal sealed class TestMerchant : IAsyncDisposable
{
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private WebApplication? _app;
    private Uri _address = new("http://127.0.0.1:0");

    /// <summary>Answers; by default what every provider takes.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"code":0,"result":"ok"}""");
    };

    public Uri Address => _address;

    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public static async Task<TestMerchant> StartNewAsync()
    {
        var merchant = new TestMerchant();
        await merchant.StartAsync();
        return merchant;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(_address.AbsoluteUri);

        // One character for each octet, so that tests can compare what was sent with what arrived.
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        });
        _app = builder.Build();
        _app.Run(async context =>
        {
            _deliveries.Enqueue(await Delivery.ReadAsync(context.Request));
            await Answer(context);
        });
        await _app.StartAsync();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Always that status, with that body.</summary>
    public void AnswerWith(int status, string body = "", string? contentType = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };
}
