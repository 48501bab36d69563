using System.Net;
using System.Text.Json.Nodes;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

public sealed class DeduplicationTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;
    private static readonly ReferenceProvider _cryptoCloud = ReferenceProviders.CryptoCloud;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_merchant_receives_one_of_64_concurrent_duplicates()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var finish = new TaskCompletionSource();
        merchant.Answer = async context =>
        {
            await finish.Task;
            await context.Response.WriteAsync("once");
        };

        var storm = Enumerable.Range(0, 64).Select(_ => gateway.SendAsync(_cactus, _cactus.Callback(), Token)).ToList();
        for (var refused = 0; refused < 63; refused++)
        {
            var done = await Task.WhenAny(storm).WaitAsync(TimeSpan.FromSeconds(30), Token);
            storm.Remove(done);
            using var inFlight = await done;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, inFlight.StatusCode);
            Assert.NotNull(inFlight.Headers.RetryAfter);
        }

        finish.SetResult();
        using var delivered = await storm.Single();
        Assert.Equal("once", await delivered.Content.ReadAsStringAsync(Token));
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task Another_content_that_the_provider_signed_is_delivered_as_its_own_and_marked()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var other = JsonNode.Parse(_cactus.Callback().Body)!.AsObject();
        other["amount"] = 9000;
        var conflict = ReferenceSigner.SortedPairs(other, ReferenceProvider.Secret);

        foreach (var callback in new[] { _cactus.Callback(), conflict, conflict, _cactus.Callback() })
        {
            using var response = await gateway.SendAsync(_cactus, callback, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(2, merchant.Deliveries.Count);
        Assert.Null(merchant.Deliveries[0]["Callback-Conflict"]);
        Assert.Equal("true", merchant.Deliveries[1]["Callback-Conflict"]);
        Assert.NotEqual(merchant.Deliveries[0]["Callback-Key"], merchant.Deliveries[1]["Callback-Key"]);
    }

    [Fact]
    public async Task Another_content_that_the_signature_does_not_cover_is_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _cryptoCloud.Callback();

        using var delivered = await gateway.SendAsync(_cryptoCloud, callback, Token);
        using var forged = await gateway.SendAsync(_cryptoCloud, _cryptoCloud.Forged(callback), Token);

        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData("status", "fail")]
    [InlineData("status", null)]
    [InlineData("order_id", "order-2")]
    public async Task A_token_is_valid_for_one_content_only(string field, string? value)
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _cryptoCloud.Callback();
        var altered = JsonNode.Parse(callback.Body)!.AsObject();
        altered["amount_crypto"] = 4567;
        altered.Remove(field);
        if (value is not null)
        {
            altered[field] = value;
        }

        using var delivered = await gateway.SendAsync(_cryptoCloud, callback, Token);
        using var replayed = await gateway.SendAsync(_cryptoCloud, new SchemeRequest(altered.ToJsonString()), Token);
        using var again = await gateway.SendAsync(_cryptoCloud, callback, Token);

        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Fact]
    public async Task A_token_can_be_used_again_after_the_merchant_refused()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var callback = _cryptoCloud.Callback();
        merchant.Answer = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        using var refused = await gateway.SendAsync(_cryptoCloud, callback, Token);
        merchant.Answer = static context => context.Response.WriteAsync("now");

        using var delivered = await gateway.SendAsync(_cryptoCloud, callback, Token);

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Equal("now", await delivered.Content.ReadAsStringAsync(Token));
        Assert.Equal("2", merchant.Deliveries[1]["Callback-Attempt"]);
    }

    [Fact]
    public async Task A_new_token_or_a_prefix_does_not_make_another_invoice()
    {
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant);
        var body = JsonNode.Parse(_cryptoCloud.Callback().Body)!.AsObject();
        var later = TimeProvider.System.GetUtcNow().AddSeconds(30);
        body["token"] = ReferenceToken.Mint("INV-89UX09KA", later.AddMinutes(5), ReferenceProvider.Secret);

        using var first = await gateway.SendAsync(_cryptoCloud, _cryptoCloud.Callback(), Token);
        using var second = await gateway.SendAsync(_cryptoCloud, new SchemeRequest(body.ToJsonString()), Token);
        body["invoice_id"] = "INV-89UX09KA";
        using var third = await gateway.SendAsync(_cryptoCloud, new SchemeRequest(body.ToJsonString()), Token);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, third.StatusCode);
        Assert.Single(merchant.Deliveries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_forwarded_without_the_ledger(bool hangs)
    {
        var ledger = new ScriptedLedger { BeforeClaim = hangs ? ScriptedLedger.Hang : ScriptedLedger.Down };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var ready = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Empty(merchant.Deliveries);

        ledger.BeforeClaim = static _ => Task.CompletedTask;
        using var delivered = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, delivered.StatusCode);
    }
}
