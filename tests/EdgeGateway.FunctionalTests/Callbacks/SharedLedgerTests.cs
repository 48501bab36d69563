using System.Net;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>Two gateways that share a ledger in Redis.</summary>
public sealed class SharedLedgerTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly ReferenceProvider _tarlan = ReferenceProviders.TarlanAgws;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_that_one_gateway_delivered_is_a_duplicate_for_the_other()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var first = await TestGateway.StartAsync(merchant, redis: redis);
        await using var second = await TestGateway.StartAsync(merchant, redis: redis);

        var storm = Enumerable.Range(0, 40)
            .Select(i => (i % 2 == 0 ? first : second).SendAsync(_cactus, _cactus.Callback(), Token))
            .ToArray();
        foreach (var response in await Task.WhenAll(storm))
        {
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
            response.Dispose();
        }

        foreach (var gateway in new[] { first, second })
        {
            using var duplicate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.OK, duplicate.StatusCode);
        }

        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task While_Redis_is_down_nothing_is_forwarded_and_nothing_is_lost()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, redis: redis);

        await redis.KillAsync();
        using var refused = await gateway.SendAsync(_tarlan, _tarlan.Callback(), Token);
        using var ready = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Empty(merchant.Deliveries);

        await redis.StartAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                using var retry = await gateway.SendAsync(_tarlan, _tarlan.Callback(), Token);
                return retry.StatusCode == HttpStatusCode.OK;
            },
            Token);
        Assert.Single(merchant.Deliveries);
    }
}
