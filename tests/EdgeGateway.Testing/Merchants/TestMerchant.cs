using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Testing.Merchants;

/// <summary>A merchant's application that records its deliveries. The test decides how it answers.</summary>
public sealed class TestMerchant : IAsyncDisposable
{
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly MerchantServer _server;

    private TestMerchant() => _server = new MerchantServer(ReceiveAsync);

    /// <summary>Answers a delivery; by default in a way that each of the first six providers accepts.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = static context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"code":0,"result":"ok"}""");
    };

    /// <summary>The address, also while it is stopped.</summary>
    public Uri Address => _server.Address;

    /// <summary>What it received so far.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    /// <summary>A merchant that listens on a free port.</summary>
    public static async Task<TestMerchant> StartNewAsync()
    {
        var merchant = new TestMerchant();
        await merchant.StartAsync();
        return merchant;
    }

    /// <summary>Starts it again.</summary>
    public Task StartAsync() => _server.StartAsync();

    /// <summary>Stops it; it keeps its address.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    /// <summary>Answers every delivery with that status and body.</summary>
    public void AnswerWith(int status, string body = "", string? contentType = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    /// <summary>Answers every delivery with exactly these octets, and closes the connection.</summary>
    /// <param name="octets">The whole response; each character is one octet.</param>
    public void AnswerWithOctets(string octets) => Answer = async context =>
    {
        await RawResponse.WriteAsync(context, Encoding.Latin1.GetBytes(octets));
        RawResponse.SocketOf(context).Shutdown(SocketShutdown.Send);
        context.Abort();
    };

    private async Task ReceiveAsync(HttpContext context)
    {
        _deliveries.Enqueue(await Delivery.ReadAsync(context.Request));
        await Answer(context);
    }
}
