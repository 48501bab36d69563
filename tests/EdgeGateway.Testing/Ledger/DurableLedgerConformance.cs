using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

/// <summary>The conformance tests of a ledger that outlives its process or is shared by several processes.</summary>
public abstract class DurableLedgerConformance : LedgerConformance
{
    /// <summary>Makes the store unable to answer.</summary>
    protected abstract ValueTask TakeDownAsync();

    /// <summary>Reverts <see cref="TakeDownAsync"/>. Records may be lost.</summary>
    protected abstract ValueTask BringUpAsync();

    [Fact]
    public async Task OpenAsync_SettledBefore_StaysSettled()
    {
        await SettleAsync(Request());

        await ReopenAsync();

        await AssertSettledAsync();
    }

    [Fact]
    public async Task OpenAsync_ClaimedBefore_StaysClaimedAndCanBeSettled()
    {
        var claim = await ClaimAsync(Request());

        await ReopenAsync();

        await AssertInFlightAsync();
        Assert.True(await Ledger.SettleAsync(claim, new(200, null, default), Token));
    }

    [Fact]
    public async Task OpenAsync_ReleasedBefore_CountsOn()
    {
        await ReleaseAsync(Request());

        await ReopenAsync();

        await ClaimAsync(Request(), attempt: 2);
    }

    [Fact]
    public async Task ClaimAsync_TwoLedgersOnOneStore_ExactlyOneWinsEachKey()
    {
        var other = await OpenAsync();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var request = Request($"cactus:{i}");
                var results = await Task.WhenAll(
                    Task.Run(async () => await Ledger.ClaimAsync(request, Token), Token),
                    Task.Run(async () => await other.ClaimAsync(Request($"cactus:{i}"), Token), Token));

                Assert.Single(results, result => result.Status is ClaimStatus.Claimed);
                Assert.Single(results, result => result.Status is ClaimStatus.InFlight);
            }
        }
        finally
        {
            await CloseAsync(other);
        }
    }

    [Fact]
    public async Task EveryOperation_StoreIsDown_IsUnavailableUntilItIsUp()
    {
        var claim = await ClaimAsync(Request());
        await TakeDownAsync();

        foreach (var operation in (Func<Task>[])[
            async () => await Ledger.ClaimAsync(Request("cactus:secret-key"), Token),
            async () => await Ledger.SettleAsync(claim, new(200, null, default), Token),
            async () => await Ledger.ReleaseAsync(claim, Token),
            async () => await Ledger.CheckAsync(Token)])
        {
            var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(operation);
            Assert.DoesNotContain("cactus", exception.ToString(), StringComparison.Ordinal);
        }

        await BringUpAsync();
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await Ledger.CheckAsync(Token), Token);
        await ClaimAsync(Request("cactus:after"));
    }

    [Fact]
    public async Task ClaimAsync_TokenFiresWhileTheStoreIsDown_Ends()
    {
        await TakeDownAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMilliseconds(50));

        // Either result is correct; the test only requires that the caller is not blocked.
        var exception = await Record.ExceptionAsync(async () => await Ledger.ClaimAsync(Request(), limit.Token));

        Assert.True(exception is LedgerUnavailableException or OperationCanceledException, exception?.ToString());
        await BringUpAsync();
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await Ledger.CheckAsync(Token), Token);
    }
}
