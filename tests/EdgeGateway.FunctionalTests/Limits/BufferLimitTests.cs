using System.Net;
using EdgeGateway.Demo;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

public sealed class BufferLimitTests
{
    private const int Limit = 128 * 1024;

    /// <summary>What a body takes that was announced and has not come yet.</summary>
    private const int Held = 16 * 1024;

    private static readonly DemoProvider _cactus = DemoProviders.All[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Above_the_limit_providers_are_told_to_come_again_until_there_is_room()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var holders = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HoldAsync(gateway)));
        await HoldsAsync(gateway, Limit);

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Empty(merchant.Deliveries);

        // One hangs up.
        holders[0].Dispose();
        await HoldsAsync(gateway, Limit - Held);
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        var page = await gateway.MetricsAsync(Token);
        Assert.Contains("""edgegateway_callbacks_total{profile="Cactus",outcome="overloaded",reason="buffered_bytes"} 1""", page, StringComparison.Ordinal);
        Assert.Contains("edgegateway_buffered_limit_bytes 131072\n", page, StringComparison.Ordinal);
        Array.ForEach(holders, static holder => holder.Dispose());
    }

    [Fact]
    public async Task A_chunked_body_counts_as_it_grows()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        var holders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HoldAsync(gateway)));
        await HoldsAsync(gateway, 4 * Held);
        using var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Transfer-Encoding: chunked"), Token);

        // Within MaxBodyBytes, but growing to 64 KiB takes what there was as well for a moment.
        await connection.TrySendAsync($"1000\r\n{new string(' ', 4096)}\r\n", 15, Token);
        var answer = await connection.ReadAsync(Token);

        Assert.Equal(503, answer!.Status);
        Assert.Equal("5", answer["Retry-After"]);
        await HoldsAsync(gateway, 4 * Held);
        Array.ForEach(holders, static holder => holder.Dispose());
    }

    [Fact]
    public async Task Whatever_happens_to_a_callback_its_room_is_given_back()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await StartAsync(merchant);
        foreach (var provider in DemoProviders.All)
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

    private static Task<TestGateway> StartAsync(TestMerchant merchant) =>
        TestGateway.StartAsync(merchant, """{"BodyTimeout":"00:01:00"}""", inbound: $$"""{"MaxBufferedBytes":{{Limit}}}""");

    /// <summary>Announces a long body and sends a byte of it.</summary>
    private static async Task<RawConnection> HoldAsync(TestGateway gateway)
    {
        var connection = await RawConnection.OpenAsync(gateway.Edge, Token);
        await connection.SendAsync(RawConnection.Head(_cactus.Path, "Content-Type: application/json", "Content-Length: 60000") + "{", Token);
        return connection;
    }

    private static Task HoldsAsync(TestGateway gateway, int bytes) => Eventually.TrueAsync(
        async () => (await gateway.MetricsAsync(Token)).Contains($"\nedgegateway_buffered_size_bytes {bytes}\n", StringComparison.Ordinal), Token);
}
