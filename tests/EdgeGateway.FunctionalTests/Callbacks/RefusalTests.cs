using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

public sealed class RefusalTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly ReferenceProvider _tarlan = ReferenceProviders.TarlanAgws;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"a\":1", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{\"a\":1,\"A\":1,\"signature\":\"x\"}", "application/json", 400)]
    [InlineData("{\"a\":\"1;b:2\",\"signature\":\"x\"}", "application/json", 400)]
    [InlineData("{\"a\":\"\\u0000\"}", "application/json", 400)]
    [InlineData("{\"a\":1}", "application/json", 401)]
    [InlineData("{\"a\":1,\"signature\":\"\"}", "application/json", 401)]
    [InlineData("{\"a\":1,\"signature\":7}", "application/json", 401)]
    [InlineData("{\"a\":1,\"signature\":\"zz\"}", "application/json", 401)]
    [InlineData("{\"a\":1,\"signature\":\"18562680ae4e2249abe697fb37bdf8d0decb4184\"}", "application/json", 401)]
    [InlineData("a=1", "application/x-www-form-urlencoded", 415)]
    [InlineData("{\"a\":1}", "text/plain", 415)]
    public async Task A_refused_request_reaches_neither_the_ledger_nor_the_merchant(string body, string mediaType, int status)
    {
        var ledger = new ScriptedLedger { BeforeClaim = static _ => throw new InvalidOperationException("touched") };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        using var response = await gateway.Client.SendAsync(TestGateway.Message(_cactus.Path, body, mediaType: mediaType), Token);

        await AssertProblemAsync(status, response);
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task Every_rejected_signature_is_answered_alike()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _tarlan.Callback();
        var (header, genuine) = callback.Headers.Single();
        string?[] signatures = [null, "", "zz", "Bearer x", new string('0', 64), genuine + "0"];

        List<string> answers = [];
        foreach (var signature in signatures)
        {
            using var response = await gateway.SendAsync(
                _tarlan, signature is null ? callback.Without(header) : callback.With(header, signature), Token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            answers.Add($"{response.Headers.Where(static header => header.Key != "Date").Count()} {await response.Content.ReadAsStringAsync(Token)}");
        }

        Assert.Single(answers.Distinct());
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task A_repeated_signature_header_is_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _tarlan.Callback();
        using var message = TestGateway.Message(_tarlan.Path, callback.Body, callback);
        message.Headers.TryAddWithoutValidation(callback.Headers.Single().Name, callback.Headers.Single().Value);

        using var response = await gateway.Client.SendAsync(message, Token);

        await AssertProblemAsync(401, response);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_profiles_limit_is_refused(bool chunked)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"MaxBodyBytes":1000}""");
        using var message = TestGateway.Message(_cactus.Path, new string(' ', 1001));
        message.Headers.TransferEncodingChunked = chunked;

        using var response = await gateway.Client.SendAsync(message, Token);

        await AssertProblemAsync(413, response);
    }

    [Theory]
    [InlineData("Content-Encoding", "gzip")]
    [InlineData("Content-Type", "application/json; charset=utf-16")]
    public async Task A_body_that_is_not_plain_UTF8_is_refused(string header, string value)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using var message = TestGateway.Message(_cactus.Path, _cactus.Callback().Body);
        message.Content!.Headers.Remove(header);
        message.Content.Headers.TryAddWithoutValidation(header, value);

        using var response = await gateway.Client.SendAsync(message, Token);

        await AssertProblemAsync(415, response);
    }

    [Fact]
    public async Task A_sender_outside_the_providers_networks_is_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"AllowedNetworks":["203.0.113.0/24","2001:db8::/32"]}""");
        await using var open = await TestGateway.StartAsync(merchant, """{"AllowedNetworks":["127.0.0.0/8"]}""");

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var delivered = await open.SendAsync(_cactus, _cactus.Callback(), Token);

        await AssertProblemAsync(403, refused);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
    }

    [Fact]
    public async Task A_slow_body_times_out()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"BodyTimeout":"00:00:00.200"}""");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Edge.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {_cactus.Path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{"), Token);

        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal("HTTP/1.1 408 Request Timeout", line);
        Assert.Empty(merchant.Deliveries);
    }

    /// <summary>Kestrel's minimum data rate would abort the request after a second here; the profile's BodyTimeout replaces it.</summary>
    [Theory]
    [InlineData("00:00:20", "HTTP/1.1 401 Unauthorized")]
    [InlineData("00:00:02", "HTTP/1.1 408 Request Timeout")]
    public async Task The_profiles_body_timeout_applies_to_a_slow_body(string bodyTimeout, string expected)
    {
        const string body = """{"a":12}""";
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(
            merchant,
            $$"""{"BodyTimeout":"{{bodyTimeout}}"}""",
            services: static services => services.Configure<KestrelServerOptions>(
                static kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100_000, TimeSpan.FromSeconds(1.1))));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Edge.Port, Token);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {_cactus.Path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), Token);
        var answer = reader.ReadLineAsync(Token).AsTask();

        // The provider needs half a second for each byte, and so four seconds for the body.
        for (var sent = 0; sent < body.Length && await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(500), Token)) != answer; sent++)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(body, sent, 1), Token);
        }

        Assert.Equal(expected, await answer.WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Empty(merchant.Deliveries);
    }

    [Fact]
    public async Task An_incomplete_request_is_ignored()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, gateway.Edge.Port, Token);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST {_cactus.Path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{{"), Token);
        }

        await gateway.WaitForLogAsync("Aborted", Token);
        Assert.Empty(merchant.Deliveries);

        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal("1", Assert.Single(merchant.Deliveries)["Callback-Attempt"]);
    }

    [Fact]
    public async Task Management_pages_are_on_their_own_endpoint_only()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);

        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var management = await gateway.Client.GetAsync(new Uri(gateway.Management, path), Token);
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            message.Headers.Host = gateway.Management.Authority;
            using var edge = await gateway.Client.SendAsync(message, Token);
            Assert.Equal(HttpStatusCode.OK, management.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, edge.StatusCode);
        }

        using var callback = await gateway.Client.PostAsync(new Uri(gateway.Management, _cactus.Path), null, Token);
        Assert.Equal(HttpStatusCode.NotFound, callback.StatusCode);
    }

    [Fact]
    public async Task Logs_contain_no_secret_and_no_body()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        foreach (var provider in ReferenceProviders.All)
        {
            var callback = provider.Callback();
            using var delivered = await gateway.SendAsync(provider, callback, Token);
            using var forged = await gateway.SendAsync(provider, provider.Forged(callback), Token);
        }

        await gateway.StopAsync();
        var text = string.Join('\n', gateway.Logs.All.Select(static line => line.Text));
        Assert.Contains("Delivered", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReferenceProvider.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("qtywugbjhdbjbal123", text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", text, StringComparison.Ordinal);
    }

    private static async Task AssertProblemAsync(int status, HttpResponseMessage response)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            $$"""{"type":"about:blank","title":"{{response.ReasonPhrase}}","status":{{status}}}""",
            await response.Content.ReadAsStringAsync(Token));
    }
}
