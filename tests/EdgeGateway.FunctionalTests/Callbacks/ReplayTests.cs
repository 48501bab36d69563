using System.Net;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.FunctionalTests.Edge;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Gateways;
using EdgeGateway.Testing.Merchants;
using EdgeGateway.Testing.Signing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace EdgeGateway.FunctionalTests.Callbacks;

/// <summary>A signature without a time never expires, so only the ledger keeps a replayed callback from the merchant.</summary>
public sealed class ReplayTests
{
    private static readonly ReferenceProvider _cactus = ReferenceProviders.Cactus;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 7, false)]
    [InlineData(null, 36, false)]
    [InlineData(null, 37, true)]
    [InlineData("""{ "ReplayProtection": "00:00:00" }""", 6, false)]
    [InlineData("""{ "ReplayProtection": "00:00:00" }""", 7, true)]
    public async Task A_captured_callback_is_a_duplicate_until_replay_protection_ends(string? profile, int days, bool isDelivered)
    {
        var clock = new TestTimeProvider();
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, profile, time: clock);
        merchant.Answer = static context => context.Response.WriteAsync("at first");
        using var first = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        merchant.Answer = static context => context.Response.WriteAsync("again");
        clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(1));

        using var replayed = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(isDelivered ? "again" : "at first", await replayed.Content.ReadAsStringAsync(Token));
        Assert.Equal(isDelivered ? 2 : 1, merchant.Deliveries.Count);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_claim_that_was_never_sent_is_not_released(bool wasNeverSent, int releases)
    {
        var ledger = new ScriptedLedger
        {
            BeforeClaim = _ => Task.FromException(new LedgerUnavailableException("down", innerException: null) { WasNeverSent = wasNeverSent }),
        };
        await using var merchant = await TestMerchant.StartNewAsync();
        await using var gateway = await TestGateway.StartAsync(merchant, ledger: ledger);

        using var refused = await gateway.SendAsync(_cactus, _cactus.Callback(), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(releases, ledger.Releases);
    }
}
