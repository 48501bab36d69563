using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    [Fact]
    public async Task ClaimAsync_OtherContentWhileClaimed_IsAConflictAndChangesNothing()
    {
        var claim = await ClaimAsync(Request());

        await AssertConflictAsync();

        await AssertInFlightAsync();
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
        await AssertSettledAsync();
    }

    [Fact]
    public async Task ClaimAsync_OtherContentAfterSettle_IsAConflictAndChangesNothing()
    {
        await SettleAsync(Request());

        await AssertConflictAsync();

        await AssertSettledAsync();
    }

    [Fact]
    public async Task ClaimAsync_OtherContentAfterRelease_IsAConflictAndChangesNothing()
    {
        await ReleaseAsync(Request());

        await AssertConflictAsync();

        await ClaimAsync(Request(), attempt: 2);
    }

    [Fact]
    public async Task ClaimAsync_OtherContentAfterTheLease_IsAConflictAndChangesNothing()
    {
        var claim = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        await AssertConflictAsync();

        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
    }

    [Fact]
    public async Task ClaimAsync_OtherContent_KeepsTheRecordAsLongAsItsOwn()
    {
        await SettleAsync(Request(retention: ShortTime));
        await AssertConflictAsync();
        await ElapseAsync(ShortTime);

        await AssertConflictAsync();
    }

    [Fact]
    public async Task ClaimAsync_OtherContentWithAShorterLife_LeavesTheRecordItsOwn()
    {
        await SettleAsync(Request());
        var other = Request(lease: ShortTime, retention: ShortTime) with { Fingerprint = OtherContent };
        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(other, Token));

        // Longer than its lease and its retention.
        await ElapseAsync(ShortTime);
        await ElapseAsync(ShortTime);

        await AssertSettledAsync();
    }

    [Fact]
    public async Task ClaimAsync_OtherContentAfterRetention_IsTheFirstAttempt()
    {
        await SettleAsync(Request(retention: ShortTime));
        await ElapseAsync(ShortTime);

        Assert.Equal(ClaimResult.Claimed(1), await Ledger.ClaimAsync(Request() with { Fingerprint = OtherContent }, Token));
        await AssertConflictAsync(Content);
    }

    private async Task AssertConflictAsync(Fingerprint? fingerprint = null)
    {
        var request = Request() with { Fingerprint = fingerprint ?? OtherContent };

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(request, Token));
        Assert.False(await Ledger.SettleAsync(request.Claim, Ok, Token));
        Assert.False(await Ledger.ReleaseAsync(request.Claim, Token));
    }
}
