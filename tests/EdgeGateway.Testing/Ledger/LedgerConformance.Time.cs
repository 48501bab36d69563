using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    [Fact]
    public async Task ClaimAsync_LeaseEnded_IsTheNextAttempt()
    {
        await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        await ClaimAsync(Request(), attempt: 2);

        await AssertInFlightAsync();
    }

    /// <summary>Simulates a ledger clock that was set back, because tests cannot set the clock of every store.</summary>
    [Fact]
    public async Task ClaimAsync_LeaseStandsForLongerThanALease_IsShortened()
    {
        var overdue = await ClaimAsync(Request(lease: LongTime));

        var result = await Ledger.ClaimAsync(Request(lease: ShortTime), Token);
        Assert.Equal(ClaimResult.InFlight(ShortTime), result);
        await ElapseAsync(ShortTime);

        await ClaimAsync(Request(lease: ShortTime), attempt: 2);
        Assert.False(await Ledger.SettleAsync(overdue, Late, Token));
    }

    [Fact]
    public async Task SettleAsync_OwnLeaseEndedAndNobodyClaimed_Settles()
    {
        var claim = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));

        await AssertSettledAsync();
    }

    [Fact]
    public async Task ReleaseAsync_OwnLeaseEndedAndNobodyClaimed_Releases()
    {
        var claim = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        Assert.True(await Ledger.ReleaseAsync(claim, Token));

        await ClaimAsync(Request(), attempt: 2);
    }

    [Fact]
    public async Task ClaimAsync_RetentionOfASettledRecordEnded_IsTheFirstAttempt()
    {
        await SettleAsync(Request(retention: ShortTime));
        await ElapseAsync(ShortTime);

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ClaimAsync_RetentionOfAReleasedRecordEnded_IsTheFirstAttempt()
    {
        await ReleaseAsync(Request(retention: ShortTime));
        await ElapseAsync(ShortTime);

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ClaimAsync_RetentionOfAnAbandonedClaimEnded_IsTheFirstAttempt()
    {
        var abandoned = await ClaimAsync(Request(lease: ShortTime, retention: ShortTime));
        await ElapseAsync(ShortTime + ShortTime);

        Assert.False(await Ledger.SettleAsync(abandoned, Late, Token));
        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ClaimAsync_SettledLongBeforeTheLeaseWouldEnd_KeepsTheRecordForItsRetentionOnly()
    {
        await SettleAsync(Request(lease: LongTime, retention: ShortTime));
        await AssertSettledAsync();

        await ElapseAsync(ShortTime);

        await ClaimAsync(Request());
    }
}
