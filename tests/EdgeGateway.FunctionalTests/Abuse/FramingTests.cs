using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

/// <summary>Requests whose length is ambiguous or missing.</summary>
public sealed class FramingTests
{
    private const string Json = "Content-Type: application/json";

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Body => _cactus.Callback().Body;

    /// <summary>Bytes that could be the rest of a body or another request must not be answered.</summary>
    [Theory]
    [InlineData("Content-Length: 5", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Content-Length: 5")]
    [InlineData("X-Content-Length: 5", "Transfer-Encoding: chunked")]
    [InlineData("Content-Length: 5", "Content-Length: 6")]
    [InlineData("Content-Length: 5, 6", "X-Nothing: x")]
    [InlineData("Content-Length: -5", "X-Nothing: x")]
    [InlineData("Content-Length: 0x5", "X-Nothing: x")]
    [InlineData("Content-Length: 99999999999999999999", "X-Nothing: x")]
    [InlineData("Transfer-Encoding: gzip, chunked", "X-Nothing: x")]
    [InlineData("Transfer-Encoding: chunked, gzip", "X-Nothing: x")]
    [InlineData("Transfer-Encoding: chunked", "Transfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: xchunked", "X-Nothing: x")]
    [InlineData("Transfer-Encoding : chunked", "X-Nothing: x")]
    [InlineData("Transfer-Encoding:\vchunked", "Content-Length: 5")]
    [InlineData("X-Folded: a\r\n Transfer-Encoding: chunked", "Content-Length: 5")]
    public async Task An_ambiguous_length_is_refused_and_the_connection_closed(string first, string second)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(RawConnection.Head(_cactus.Path, Json, first, second) + "0\r\n\r\n" + Whole(Body), Token);
        var answer = await connection.ReadAsync(Token);

        Assert.Equal(400, answer!.Status);
        Assert.Null(await connection.ReadAsync(Token));
        Assert.Empty(merchant.Deliveries);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("7FFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    public async Task A_malformed_chunk_is_refused(string chunks)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"BodyTimeout":"00:00:02"}""");
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(RawConnection.Head(_cactus.Path, Json, "Transfer-Encoding: chunked") + chunks, Token);
        var answer = await connection.ReadAsync(Token);

        Assert.InRange(answer!.Status, 400, 413);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task An_endless_chunked_body_is_refused_at_the_profiles_limit()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(RawConnection.Head(_cactus.Path, Json, "Transfer-Encoding: chunked"), Token);

        // More than twice the profile's limit, without an end. The server reads on for a while after its answer, so the client can read it.
        await connection.TrySendAsync($"1000\r\n{new string(' ', 0x1000)}\r\n", times: 40, Token);
        var answer = await connection.ReadAsync(Token);

        Assert.Equal(413, answer?.Status);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task Chunks_of_one_byte_are_accepted_within_the_limit()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        var chunks = string.Concat(Body.Select(static letter => $"1;extension=ignored\r\n{letter}\r\n"));
        await connection.SendAsync(RawConnection.Head(_cactus.Path, Json, "Transfer-Encoding: chunked") + chunks + "0\r\n\r\n", Token);

        Assert.Equal(200, (await connection.ReadAsync(Token))!.Status);
        Assert.Equal(Body, System.Text.Encoding.UTF8.GetString(Assert.Single(merchant.Deliveries).Body));
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_their_order()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var forged = _cactus.Forged(_cactus.Callback()).Body;

        await connection.SendAsync(Whole(Body) + Whole(forged) + Whole(Body) + Whole("{") + Whole(_cactus.OtherCallback().Body), Token);
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await connection.ReadAsync(Token))!.Status);
        }

        Assert.Equal([200, 401, 200, 400, 200], statuses);
        Assert.Equal(2, merchant.Deliveries.Count);
    }

    [Fact]
    public async Task The_rest_of_a_refused_body_is_not_read_as_a_request()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var hidden = string.Concat(Enumerable.Repeat(Whole(Body), 200));

        Assert.True(hidden.Length > 65536);
        await connection.TrySendAsync(RawConnection.Head(_cactus.Path, Json, $"Content-Length: {hidden.Length}") + hidden, times: 1, Token);

        Assert.Equal(413, (await connection.ReadAsync(Token))!.Status);

        // If the connection is still open, the next response belongs to the next request.
        await connection.TrySendAsync(Whole("{"), times: 1, Token);
        Assert.True(await connection.ReadAsync(Token) is null or { Status: 400 });
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task Endless_headers_time_out()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant,
            services: static services => services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1)));
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync($"POST {_cactus.Path} HTTP/1.1\r\nHost: edge\r\nX-Slow: ", Token);

        Assert.Equal(408, (await connection.ReadAsync(Token))!.Status);
        Assert.Null(await connection.ReadAsync(Token));
    }

    [Theory]
    [InlineData("path", 414)]
    [InlineData("header", 431)]
    [InlineData("headers", 431)]
    public async Task Oversized_headers_are_refused(string part, int expected)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var head = part switch
        {
            "path" => RawConnection.Head(_cactus.Path + "?" + new string('a', 9000)),
            "header" => RawConnection.Head(_cactus.Path, "X-Long: " + new string('a', 40_000)),
            _ => RawConnection.Head(_cactus.Path, [.. Enumerable.Range(0, 101).Select(static i => $"X-{i}: x")]),
        };

        await connection.TrySendAsync(head, times: 1, Token);

        Assert.Equal(expected, (await connection.ReadAsync(Token))!.Status);
        Assert.Empty(merchant.Deliveries);
    }

    private static string Whole(string body) => RawConnection.Head(_cactus.Path, Json, $"Content-Length: {body.Length}") + body;
}
