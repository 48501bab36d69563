using System.Net;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeGateway.FunctionalTests.Limits;

/// <summary>Tests of <c>Deliver</c>; for <c>Refuse</c>, see <c>DeduplicationTests</c>.</summary>
public sealed class LedgerUnavailablePolicyTests
{
    private const string Deliver = """{"OnLedgerUnavailable":"Deliver"}""";

    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_ledger_a_callback_is_delivered_and_marked_and_not_recorded(bool hangs)
    {
        var ledger = new ScriptedLedger { BeforeClaim = hangs ? ScriptedLedger.Hang : ScriptedLedger.Down };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, Deliver, ledger);

        using var unclaimed = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        using var forged = await gateway.SendAsync(_cactus, _cactus.Forged(_cactus.Callback()), Token);
        using var ready = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);

        Assert.Equal(HttpStatusCode.OK, unclaimed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var delivery = Assert.Single(merchant.Deliveries);
        Assert.Equal("false", delivery["Callback-Deduplicated"]);
        Assert.Equal("Cactus/21/905910/3", delivery["Callback-Key"]);
        Assert.Null(delivery["Callback-Attempt"]);
        var warning = Assert.Single(gateway.Logs.All, static line => line is { Level: LogLevel.Warning, Event: "ForwardedUnclaimed" });
        Assert.Contains(hangs ? "Canceled" : "LedgerUnavailableException", warning.Text, StringComparison.Ordinal);
        await gateway.WaitForMetricAsync("""edgegateway_callbacks_total{profile="Cactus",outcome="delivered",reason="unclaimed"} 1""", Token);
        Assert.Contains("""edgegateway_callbacks_unclaimed_total{profile="Cactus"} 1""", await gateway.MetricsAsync(Token), StringComparison.Ordinal);

        // The ledger has no record of it.
        ledger.BeforeClaim = static _ => Task.CompletedTask;
        using var repeated = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        Assert.Equal("1", merchant.Deliveries[1]["Callback-Attempt"]);
        Assert.Null(merchant.Deliveries[1]["Callback-Deduplicated"]);
    }

    [Fact]
    public async Task What_the_merchant_refuses_is_refused()
    {
        var ledger = new ScriptedLedger { BeforeClaim = ScriptedLedger.Down };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, Deliver, ledger);
        merchant.AnswerWith(500);
        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        await merchant.StopAsync();
        using var unreachable = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, unreachable.StatusCode);
    }

    [Fact]
    public async Task The_gateway_is_not_ready_while_any_profile_refuses()
    {
        var ledger = new ScriptedLedger { BeforeClaim = ScriptedLedger.Down };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        using var ready = await gateway.Client.GetAsync(new Uri(gateway.Management, "/health/ready"), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }
}
