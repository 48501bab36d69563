using System.Net;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

public sealed class BufferLimitTests
{
    private const int Limit = 8192;

    /// <summary>The size of the buffer of a body after 2,000 bytes.</summary>
    private const int Held = 2048;

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Above_the_limit_providers_are_told_to_retry_until_there_is_room()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var holders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HoldAsync(gateway)));
        await HoldsAsync(gateway, Limit);

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Empty(merchant.Deliveries);

        // One client closes its connection.
        holders[0].Dispose();
        await HoldsAsync(gateway, Limit - Held);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        await gateway.WaitForMetricAsync("""edgegateway_callbacks_total{profile="Cactus",outcome="overloaded",reason="buffered_bytes"} 1""", Token);
        await gateway.WaitForMetricAsync("edgegateway_buffered_limit_bytes 8192\n", Token);
        Array.ForEach(holders, static holder => holder.Dispose());
    }

    [Fact]
    public async Task A_chunked_body_counts_as_it_grows()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var holders = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => HoldAsync(gateway)));
        await HoldsAsync(gateway, 3 * Held);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Transfer-Encoding: chunked"), Token);

        // The body is below MaxBodyBytes, but only 2 KiB of buffer are left.
        await connection.TrySendAsync($"200\r\n{new string(' ', 512)}\r\n", 7, Token);
        var answer = await connection.ReadAsync(Token);

        Assert.Equal(503, answer!.Status);
        Assert.Equal("5", answer["Retry-After"]);
        await HoldsAsync(gateway, 3 * Held);
        Array.ForEach(holders, static holder => holder.Dispose());
    }

    /// <summary>Memory is allocated for received bytes, not for the announced length.</summary>
    [Theory]
    [InlineData("Content-Length: 4000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Announced_bodies_take_no_memory_from_genuine_callbacks(string announcement)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var holders = new List<RawConnection>();
        for (var count = 0; count < 64; count++)
        {
            // The 100 is sent when the gateway begins to wait for the body.
            var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
            await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Expect: 100-continue", announcement), Token);
            Assert.Equal(100, (await connection.ReadAsync(Token))!.Status);
            holders.Add(connection);
        }

        await HoldsAsync(gateway, 0);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        holders.ForEach(static holder => holder.Dispose());
    }

    [Fact]
    public async Task Announced_bodies_of_http2_streams_take_no_memory_from_genuine_callbacks()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant, protocols: "Http2");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = gateway.Edge,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var announced = Enumerable.Range(0, 64).Select(_ => new AnnouncedContent()).ToList();
        var sends = announced.ConvertAll(content => client.PostAsync(_cactus.Path, content, cancellation.Token));
        await Task.WhenAll(announced.Select(static content => content.HeadersSent)).WaitAsync(TimeSpan.FromSeconds(30), Token);

        using var message = TestGateway.Message(_cactus.Path, _cactus.Callback().Body, _cactus.Callback());
        (message.Version, message.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        using var delivered = await client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.All(sends, static send => Assert.False(send.IsCompleted));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(sends));
    }

    [Fact]
    public async Task Every_outcome_returns_the_buffer()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        foreach (var provider in ReferenceProviders.All)
        {
            using var delivered = await gateway.SendAsync(provider, provider.Callback(), Token);
            using var duplicate = await gateway.SendAsync(provider, provider.Callback(), Token);
            using var forged = await gateway.SendAsync(provider, provider.Forged(provider.Callback()), Token);
        }

        merchant.AnswerWith(500);
        using var refused = await gateway.SendAsync(_cactus, _cactus.OtherCallback(), Token);
        using var malformed = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, "{"), Token);
        using var tooLarge = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, new string(' ', 70_000)), Token);
        await merchant.StopAsync();
        using var unreachable = await gateway.SendAsync(_cactus, _cactus.OtherCallback(), Token);

        Assert.Equal(HttpStatusCode.BadGateway, unreachable.StatusCode);
        await HoldsAsync(gateway, 0);
    }

    [Fact]
    public async Task A_logger_that_throws_keeps_no_buffer()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant,
            """{"MaxBodyBytes":4096}""",
            inbound: $$"""{"MaxBufferedBytes":{{Limit}}}""",
            services: static services => services.AddSingleton<ILoggerProvider, ThrowingLogger>());

        for (var attempt = 0; attempt < 20; attempt++)
        {
            // The connection ends with the exception; the answer may have been sent before.
            await Record.ExceptionAsync(async () =>
            {
                using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            });
        }

        Assert.Single(merchant.Deliveries);
        await HoldsAsync(gateway, 0);
    }

    private static Task<TestGateway> StartAsync(TestMerchant merchant, string protocols = "Http1") => TestGateway.StartAsync(
        merchant,
        """{"BodyTimeout":"00:01:00","MaxBodyBytes":4096}""",
        inbound: $$"""{"MaxBufferedBytes":{{Limit}}}""",
        settings: settings => settings["Kestrel"]!["Endpoints"]!["Edge"]!["Protocols"] = protocols);

    /// <summary>Announces a body of 4,000 bytes and sends half of it.</summary>
    private static async Task<RawConnection> HoldAsync(TestGateway gateway)
    {
        var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Content-Length: 4000") + new string(' ', 2000), Token);
        return connection;
    }

    private static Task HoldsAsync(TestGateway gateway, int bytes) => Eventually.TrueAsync(
        async () => (await gateway.MetricsAsync(Token)).Contains($"\nedgegateway_buffered_size_bytes {bytes}\n", StringComparison.Ordinal), Token);

    /// <summary>Throws when an attempt is logged.</summary>
    private sealed class ThrowingLogger : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "CallbackEnded")
            {
                throw new InvalidOperationException("The logger is broken.");
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Announces the length of a JSON body and sends nothing.</summary>
    private sealed class AnnouncedContent : HttpContent
    {
        private readonly TaskCompletionSource _headersSent = new();

        public AnnouncedContent() => Headers.ContentType = new("application/json");

        public Task HeadersSent => _headersSent.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _headersSent.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 4000;
            return true;
        }
    }
}
