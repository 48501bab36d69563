using System.Net;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Redis;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Telemetry;

public sealed class OverdueClaimTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Redis cannot count its claims. The gateway that left one looks it up, because another gateway may deliver the callback later.</summary>
    [Fact]
    public async Task A_claim_that_is_left_to_its_lease_is_overdue_on_redis_too_until_the_record_changes()
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var merchant = await TestMerchant.StartNewAsync();
        var time = new TestTimeProvider();
        await using var gateway = await TestGateway.StartAsync(merchant, redis: redis, time: time);
        merchant.Answer = static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await gateway.WaitForMetricAsync("edgegateway_ledger_claims_overdue 0", Token);

        using var indeterminate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.GatewayTimeout, indeterminate.StatusCode);
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Contains("""edgegateway_claims_expired_total{profile="Cactus"} 0""", await gateway.MetricsAsync(Token), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(10));
        await gateway.WaitForMetricAsync("""edgegateway_claims_expired_total{profile="Cactus"} 1""", Token);
        await gateway.WaitForMetricAsync("edgegateway_ledger_claims_overdue 1", Token);

        await redis.CommandAsync("DEL", "edge:Cactus/21/905910/3");
        time.Advance(TimeSpan.FromSeconds(10));
        await gateway.WaitForMetricAsync("edgegateway_ledger_claims_overdue 0", Token);
    }
}
