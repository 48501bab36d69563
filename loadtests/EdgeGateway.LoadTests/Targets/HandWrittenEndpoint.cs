using System.Globalization;
using EdgeGateway.LoadTests.Generation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using IServer = Microsoft.AspNetCore.Hosting.Server.IServer;

namespace EdgeGateway.LoadTests.Targets;

/// <summary>
/// The least that delivers a callback once: Kestrel, <c>SET NX</c>, <see cref="HttpClient"/>. It verifies no signature, answers
/// duplicates before the merchant has answered, knows no content, and loses the callback when it dies before the merchant has it.
/// </summary>
internal sealed class HandWrittenEndpoint(IDatabase redis, HttpClient client, Uri merchant)
{
    /// <summary>Tells how many bytes were allocated.</summary>
    public const string AllocatedPath = "/allocated";

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly byte[] _acknowledgement = "{\"result\":\"ok\"}"u8.ToArray();

    /// <summary>Writes its port, and runs until it is killed.</summary>
    public static async Task<int> RunAsync(string merchant, string redis, TextWriter output)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
#pragma warning disable CS0618 // Later versions always do what this asks for.
        connection.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var endpoint = new HandWrittenEndpoint(connection.GetDatabase(), client, new Uri(merchant));
        app.Run(endpoint.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await output.WriteLineAsync(new Uri(address).Port.ToString(CultureInfo.InvariantCulture));
        await app.WaitForShutdownAsync();
        return 0;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == AllocatedPath)
        {
            await context.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: false).ToString(CultureInfo.InvariantCulture));
            return;
        }

        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body);
        RedisKey key = string.Create(CultureInfo.InvariantCulture, $"endpoint:{SignedCallbacks.InvoiceOf(body)}");
        if (await redis.StringSetAsync(key, "1", _retention, When.NotExists))
        {
            await ForwardAsync(context, key, body);
        }
        else
        {
            await WriteAsync(context, _acknowledgement);
        }
    }

    private async Task ForwardAsync(HttpContext context, RedisKey key, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, merchant) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using var response = await client.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            await redis.KeyDeleteAsync(key);
        }

        await WriteAsync(context, await response.Content.ReadAsByteArrayAsync());
    }

    private static Task WriteAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentLength = answer.Length;
        return context.Response.Body.WriteAsync(answer).AsTask();
    }
}
