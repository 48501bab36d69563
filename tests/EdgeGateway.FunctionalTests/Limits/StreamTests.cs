using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

/// <summary>Tests of streams on routes without a profile: the limit of uploads is not theirs.</summary>
public sealed class StreamTests
{
    private const int Limit = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/grpc", HttpStatusCode.OK)]
    [InlineData("application/octet-stream", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Over_HTTP2_a_gRPC_stream_may_be_longer_than_an_upload(string contentType, HttpStatusCode expected)
    {
        await using var application = new MerchantServer(static context => context.Request.Body.CopyToAsync(Stream.Null)) { Protocols = HttpProtocols.Http2 };
        await application.StartAsync();
        await using var gateway = await StartAsync(application, settings =>
        {
            settings["Kestrel"]!["Endpoints"]!["Edge"]!["Protocols"] = "Http2";
            settings["ReverseProxy"]!["Clusters"]!["shop"]!["HttpRequest"] = JsonNode.Parse("""{"Version":"2","VersionPolicy":"RequestVersionExact"}""");
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Edge, "/plain/stream"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(new MemoryStream(new byte[100 * Limit])) { Headers = { ContentLength = null } },
        };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.TransferEncodingChunked = true;

        using var response = await gateway.Client.SendAsync(request, Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_web_socket_may_carry_more_than_an_upload()
    {
        await using var application = new MerchantServer(EchoOneMessageAsync);
        await application.StartAsync();
        await using var gateway = await StartAsync(application);
        using var socket = new ClientWebSocket();
        var sent = new byte[100 * Limit];
        Random.Shared.NextBytes(sent);

        await socket.ConnectAsync(new UriBuilder(gateway.Edge) { Scheme = "ws", Path = "/plain/socket" }.Uri, Token);
        await socket.SendAsync(sent, WebSocketMessageType.Binary, endOfMessage: true, Token);

        Assert.Equal(sent, await ReceiveAsync(socket, Token));
    }

    private static async Task EchoOneMessageAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var message = await ReceiveAsync(socket, context.RequestAborted);
        await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, context.RequestAborted);
    }

    private static async Task<byte[]> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }

    private static Task<TestGateway> StartAsync(MerchantServer application, Action<JsonObject>? configure = null) =>
        new GatewayBuilder()
            .ForwardTo(application.Address)
            .WithRoute("plain", "/plain/{**rest}")
            .UseMemory()
            .Configure(static settings => settings["Kestrel"]!["Limits"] = new JsonObject { ["MaxRequestBodySize"] = Limit })
            .Configure(configure ?? (static _ => { }))
            .StartAsync();
}
