using System.Net;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

public sealed class ConcurrencyLimitTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_has_a_limit_of_concurrent_deliveries()
    {
        var atMerchant = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"MaxConcurrentCallbacks":1}""");
        var usual = merchant.Answer;
        merchant.Answer = async context =>
        {
            if (context.Request.Path == _cactus.Path)
            {
                atMerchant.TrySetResult();
                await answer.Task;
            }

            await usual(context);
        };

        var first = gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await atMerchant.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        using var second = await gateway.SendAsync(_cactus, _cactus.OtherCallback(), Token);
        using var forged = await gateway.SendAsync(_cactus, _cactus.Forged(_cactus.Callback()), Token);
        using var other = await gateway.SendAsync(ReferenceProviders.Carouseller, ReferenceProviders.Carouseller.Callback(), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), second.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await gateway.WaitForMetricAsync("""edgegateway_callbacks_total{profile="Cactus",outcome="overloaded",reason="concurrency"} 1""", Token);

        answer.SetResult();
        using var delivered = await first;
        using var again = await gateway.SendAsync(_cactus, _cactus.OtherCallback(), Token);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (delivered.StatusCode, again.StatusCode));

        // The claim was released because of the limit, and the attempt counts although nothing was sent.
        Assert.Equal("2", merchant.Deliveries[^1]["Callback-Attempt"]);
    }

    /// <summary>A captured callback can be sent again and again. It must not keep genuine callbacks out.</summary>
    [Fact]
    public async Task Duplicates_do_not_use_up_the_limit()
    {
        var claims = 0;
        var isReplayWaiting = new TaskCompletionSource();
        var replay = new TaskCompletionSource();
        var ledger = new ScriptedLedger();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"MaxConcurrentCallbacks":1}""", ledger);
        using var settled = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        ledger.BeforeClaim = async _ =>
        {
            if (Interlocked.Increment(ref claims) == 1)
            {
                isReplayWaiting.SetResult();
                await replay.Task;
            }
        };

        var duplicate = gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await isReplayWaiting.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        using var genuine = await gateway.SendAsync(_cactus, _cactus.OtherCallback(), Token);
        replay.SetResult();
        using var answered = await duplicate;

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (genuine.StatusCode, answered.StatusCode));
        Assert.Equal(2, merchant.Deliveries.Count);
    }
}
