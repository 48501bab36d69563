using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>The gateway is killed after the merchant received a callback and before it is settled.</summary>
public sealed class CrashTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gateway_that_is_killed_before_the_settlement_holds_the_claim_until_the_lease_ends()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        var times = new JsonObject { ["MerchantTimeout"] = "00:00:01", ["Lease"] = "00:00:11.500" };
        var working = new TaskCompletionSource();
        var killed = new TaskCompletionSource();
        merchant.Answer = async context =>
        {
            working.TrySetResult();
            await killed.Task;
            await context.Response.WriteAsync("too late");
        };

        await using var gateway = await new GatewayBuilder().ForwardTo(merchant.Address).WithFirstProviders(times).StartProcessAsync();
        var sending = gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await working.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await gateway.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => sending);

        killed.SetResult();
        merchant.AnswerWith(200, "again");
        await gateway.StartAsync();

        // It is unknown whether the merchant processed the callback, so it is not delivered again before the lease ends.
        using var early = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.InRange(early.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 12);
        Assert.Single(merchant.Deliveries);

        await Eventually.TrueAsync(
            async () =>
            {
                using var retry = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
                return retry.StatusCode == HttpStatusCode.OK;
            },
            Token);
        Assert.Equal(["1", "2"], merchant.Deliveries.Select(static delivery => delivery["Callback-Attempt"]));
    }
}
