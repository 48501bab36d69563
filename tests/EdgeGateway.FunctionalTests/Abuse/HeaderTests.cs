using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Abuse;

/// <summary>Headers that senders must not use, and headers that are not valid.</summary>
public sealed class HeaderTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Body => _cactus.Callback().Body;

    [Theory]
    [InlineData("Callback-Verified: spoofed")]
    [InlineData("CALLBACK-VERIFIED: spoofed")]
    [InlineData("callback_verified: spoofed")]
    [InlineData("Callback_Key: spoofed")]
    [InlineData("Callback.Verified: spoofed")]
    [InlineData("Callback~Verified: spoofed")]
    [InlineData("Callback!Verified: spoofed")]
    [InlineData("Callback-Deduplicated: spoofed")]
    [InlineData("Callback-Attempt: spoofed\r\nCallback-Attempt: spoofed")]
    [InlineData("Callback-Conflict:spoofed")]
    [InlineData("Callback--Verified: spoofed")]
    [InlineData("Callback-: spoofed")]
    public async Task Headers_of_the_gateway_are_removed_in_any_spelling(string header)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        foreach (var path in (string[])[_cactus.Path, "/plain/page"])
        {
            await connection.SendAsync(Request(path, header), Token);
            Assert.Equal(200, (await connection.ReadAsync(Token))!.Status);
        }

        Assert.Equal(2, merchant.Deliveries.Count);
        Assert.All(merchant.Deliveries, static delivery => Assert.DoesNotContain(delivery.Headers.Values, static value => value.Contains("spoofed", StringComparison.Ordinal)));
        Assert.Equal("Cactus;key=k1;coverage=full", merchant.Deliveries[0]["Callback-Verified"]);
        Assert.Null(merchant.Deliveries[1]["Callback-Verified"]);
    }

    [Theory]
    [InlineData("Callback-Verified")]
    [InlineData("close, Callback-Verified, Callback-Key")]
    [InlineData("keep-alive, Content-Type, Content-Length, Host")]
    public async Task Naming_a_header_in_Connection_does_not_remove_the_gateways_headers(string nominated)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(Request(_cactus.Path, $"Connection: {nominated}"), Token);

        Assert.Equal(200, (await connection.ReadAsync(Token))!.Status);
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal("Cactus;key=k1;coverage=full", delivery["Callback-Verified"]);
        Assert.Equal("Cactus/21/905910/3", delivery["Callback-Key"]);
        Assert.Equal("application/json", delivery["Content-Type"]);
        Assert.DoesNotContain("Callback", delivery["Connection"] ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_trailer_is_not_a_header()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        var head = RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Transfer-Encoding: chunked", "Trailer: Callback-Verified, Callback-Conflict");

        await connection.SendAsync($"{head}{Body.Length:x}\r\n{Body}\r\n0\r\nCallback-Verified: spoofed\r\nCallback-Conflict: spoofed\r\nX-Other: spoofed\r\n\r\n", Token);

        Assert.Equal(200, (await connection.ReadAsync(Token))!.Status);
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.DoesNotContain(delivery.Headers.Values, static value => value.Contains("spoofed", StringComparison.Ordinal));
        Assert.Null(delivery["Callback-Conflict"]);
        Assert.Null(delivery["Transfer-Encoding"]);
    }

    [Theory]
    [InlineData("X Bad: x")]
    [InlineData("X-Bad\0: x")]
    [InlineData("X-Bad: a\0b")]
    [InlineData("X-Bad: a\rb")]
    [InlineData("X-Bad : x")]
    [InlineData(": x")]
    [InlineData("X-Bad")]
    [InlineData("Host: another")]
    public async Task An_invalid_header_is_refused(string header)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(Request(_cactus.Path, header), Token);

        Assert.Equal(400, (await connection.ReadAsync(Token))!.Status);
        Assert.Empty(merchant.Deliveries);
    }

    /// <summary>Octets that some servers treat as the end of a line must not be forwarded as one.</summary>
    [Theory]
    [InlineData("(X-Injected): 1")]
    [InlineData("X-Odd: a\tb")]
    [InlineData("X-Odd: \u00e9\u0085\u00a0")]
    [InlineData("X-Odd: a\u000bb\u000cc")]
    [InlineData("X-Odd: \u00e5\u0098\u008a\u00e5\u0098\u008dX-Injected: 1")]
    public async Task An_unusual_value_does_not_create_another_header(string header)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

        await connection.SendAsync(Request(_cactus.Path, header), Token);
        var answer = await connection.ReadAsync(Token);

        Assert.Equal(200, answer!.Status);
        Assert.All(merchant.Deliveries, static delivery => Assert.DoesNotContain(delivery.Headers.Keys, static name => name.Contains("X-Injected", StringComparison.Ordinal)));
        Assert.All(merchant.Deliveries, static delivery => Assert.Equal("Cactus;key=k1;coverage=full", delivery["Callback-Verified"]));
    }

    /// <summary>Every octet that the gateway accepts in a header can be forwarded.</summary>
    [Fact]
    public async Task Every_octet_of_a_header_value_reaches_the_merchant_or_is_refused_with_400()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"Deduplicate":false}""");
        foreach (var path in (string[])[_cactus.Path, "/plain/page"])
        {
            for (var octet = 0; octet < 256; octet++)
            {
                var value = $"a{(char)octet}b";
                var before = merchant.Deliveries.Count;
                using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);

                await connection.SendAsync(Request(path, $"X-A: {value}"), Token);

                var isLineEnd = octet is 0 or '\r' or '\n';
                Assert.Equal(isLineEnd ? 400 : 200, (await connection.ReadAsync(Token))!.Status);
                Assert.Equal(isLineEnd ? before : before + 1, merchant.Deliveries.Count);
                Assert.True(isLineEnd || merchant.Deliveries[^1]["X-A"] == value, $"octet {octet}");
            }
        }
    }

    [Fact]
    public async Task Headers_that_are_not_ASCII_do_not_count_against_the_merchants_health()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, settings: static settings =>
            settings["ReverseProxy"]!["Clusters"]!["shop"]!["HealthCheck"] = JsonNode.Parse("""{"Passive":{"Enabled":true,"Policy":"TransportFailureRate"}}"""));
        for (var count = 0; count < 20; count++)
        {
            // UTF-8, and octets that are not UTF-8.
            using var plain = await RawConnection.OpenAsync(gateway.Edge, Token);
            await plain.SendAsync(Request("/plain/page", count % 2 == 0 ? "X-A: \u00c3\u00a9" : "X-A: \u00e9"), Token);
            Assert.Equal(200, (await plain.ReadAsync(Token))!.Status);
        }

        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(Request(_cactus.Path, "User-Agent: \u00d0\u009f\u00d0\u00bb\u00d0\u00b0\u00d1\u0082\u00d1\u0091\u00d0\u00b6/1"), Token);

        Assert.Equal(200, (await connection.ReadAsync(Token))!.Status);
        Assert.Equal("\u00d0\u009f\u00d0\u00bb\u00d0\u00b0\u00d1\u0082\u00d1\u0091\u00d0\u00b6/1", merchant.Deliveries[^1]["User-Agent"]);
    }

    [Fact]
    public async Task Headers_of_the_merchants_answer_keep_their_octets()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.Answer = static context =>
        {
            context.Response.Headers["X-Shop"] = "caf\u00e9 \u00d0\u009f";
            return Task.CompletedTask;
        };
        foreach (var path in (string[])[_cactus.Path, "/plain/page"])
        {
            using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
            await connection.SendAsync(Request(path, "X-A: b"), Token);
            Assert.Equal("caf\u00e9 \u00d0\u009f", (await connection.ReadAsync(Token))!["X-Shop"]);
        }
    }

    private static string Request(string path, string header) =>
        RawConnection.Head(path, "Content-Type: application/json", $"Content-Length: {Body.Length}", header) + Body;
}
