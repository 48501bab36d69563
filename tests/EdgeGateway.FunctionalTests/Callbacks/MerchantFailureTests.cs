using System.Net;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

public sealed class MerchantFailureTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_destination_the_claim_is_released()
    {
        await using var gateway = await TestGateway.StartAsync(merchant: null);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            // If the claim were still held, the answer would have a Retry-After header.
            using var response = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Null(response.Headers.RetryAfter);
        }
    }

    [Fact]
    public async Task A_merchant_that_is_down_gets_the_callback_when_it_is_back()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        await merchant.StopAsync();

        using var unreachable = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.BadGateway, unreachable.StatusCode);

        await merchant.StartAsync();
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal("2", Assert.Single(merchant.Deliveries)["Callback-Attempt"]);
    }

    [Fact]
    public async Task A_provider_that_closes_the_connection_does_not_cancel_the_delivery()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var working = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var wasCancelled = false;
        merchant.Answer = async context =>
        {
            working.TrySetResult();
            await finish.Task;
            wasCancelled = context.RequestAborted.IsCancellationRequested;
            await context.Response.WriteAsync("done");
        };

        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var sending = gateway.SendAsync(_cactus, _cactus.Callback(), hangUp.Token);
        await working.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        finish.SetResult();

        HttpResponseMessage? duplicate = null;
        await Eventually.TrueAsync(
            async () =>
            {
                duplicate?.Dispose();
                duplicate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
                return duplicate.StatusCode == HttpStatusCode.OK;
            },
            Token);

        Assert.Equal("done", await duplicate!.Content.ReadAsStringAsync(Token));
        Assert.False(wasCancelled);
        Assert.Single(merchant.Deliveries);
        duplicate.Dispose();
    }

    [Fact]
    public async Task A_merchant_that_does_not_answer_in_time_keeps_the_claim()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, """{"MerchantTimeout":"00:00:00.300"}""");
        var finish = new TaskCompletionSource();
        merchant.Answer = _ => finish.Task;

        using var indeterminate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var repeated = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        finish.SetResult();

        Assert.Equal(HttpStatusCode.GatewayTimeout, indeterminate.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, repeated.StatusCode);
        Assert.NotNull(repeated.Headers.RetryAfter);
        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_incomplete_answer_is_not_an_answer(bool afterItsHeaders)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        merchant.Answer = async context =>
        {
            if (afterItsHeaders)
            {
                context.Response.ContentLength = 100;
                await context.Response.WriteAsync("half of the ");
                await context.Response.Body.FlushAsync();
            }

            context.Abort();
        };

        using var indeterminate = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var repeated = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.GatewayTimeout, indeterminate.StatusCode);
        Assert.Equal("application/problem+json", indeterminate.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, repeated.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task A_stopping_gateway_finishes_and_settles_what_is_in_flight()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var working = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        merchant.Answer = async context =>
        {
            working.SetResult();
            await finish.Task;
            await context.Response.WriteAsync("done");
        };

        var sending = gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await working.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var stopping = gateway.StopAsync();
        finish.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), Token);

        using var response = await sending;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(gateway.Logs.All, static line => line.Event == "CallbackEnded" && line.Text.Contains("Delivered", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logs.All, static line => line.Event == "SettlementLost");
    }
}
