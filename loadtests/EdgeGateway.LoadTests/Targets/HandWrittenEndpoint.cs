using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
/// A minimal endpoint that verifies a callback and delivers it once: Kestrel, a document, <c>SET NX</c>, <see cref="HttpClient"/>. It answers
/// duplicates before the merchant answered, ignores conflicts, and loses the callback if it crashes before the delivery.
/// </summary>
internal sealed class HandWrittenEndpoint(IDatabase redis, HttpClient client, Uri merchant, string secret)
{
    /// <summary>The path that returns the allocated bytes.</summary>
    public const string AllocatedPath = "/allocated";

    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);
    private static readonly byte[] _acknowledgement = "{\"result\":\"ok\"}"u8.ToArray();

    /// <summary>Writes its port, and runs until it is killed.</summary>
    public static async Task<int> RunAsync(string merchant, string redis, string secret, TextWriter output)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
#pragma warning disable CS0618 // Later versions always behave like this.
        connection.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var endpoint = new HandWrittenEndpoint(connection.GetDatabase(), client, new Uri(merchant), secret);
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
        if (TryReadInvoice(body) is not { } invoice)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        RedisKey key = $"endpoint:{invoice}";
        if (await redis.StringSetAsync(key, "1", _retention, When.NotExists))
        {
            await ForwardAsync(context, key, body);
        }
        else
        {
            await WriteAsync(context, _acknowledgement);
        }
    }

    /// <summary>Null if the signature is not valid.</summary>
    private string? TryReadInvoice(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in json.RootElement.EnumerateObject())
        {
            if (field.Name != "signature" && field.Value.ToString().Trim().Length > 0)
            {
                fields.Add(field.Name.ToLowerInvariant(), field.Value.ToString());
            }
        }

        var joined = string.Join(';', fields.Select(static field => $"{field.Key}:{field.Value}")) + ";" + secret;
#pragma warning disable CA5350 // Required by the provider.
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(joined)));
#pragma warning restore CA5350
        return json.RootElement.GetProperty("signature").ValueEquals(signature) ? fields["invoice_id"] : null;
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
