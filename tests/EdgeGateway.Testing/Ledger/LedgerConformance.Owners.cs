using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    private static readonly RecordedAcknowledgement Late = new(201, "text/html", "late"u8.ToArray());

    [Fact]
    public async Task SettleAsync_UnknownKey_ReturnsFalseAndMakesNoRecord()
    {
        Assert.False(await Ledger.SettleAsync(Request().Claim, Ok, Token));

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ReleaseAsync_UnknownKey_ReturnsFalseAndMakesNoRecord()
    {
        Assert.False(await Ledger.ReleaseAsync(Request().Claim, Token));

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task SettleAsync_Twice_KeepsTheFirstAcknowledgement()
    {
        var claim = await SettleAsync(Request());

        Assert.False(await Ledger.SettleAsync(claim, Late, Token));

        await AssertSettledAsync();
    }

    [Fact]
    public async Task ReleaseAsync_Twice_ReturnsFalse()
    {
        var claim = await ReleaseAsync(Request());

        Assert.False(await Ledger.ReleaseAsync(claim, Token));
    }

    [Fact]
    public async Task ReleaseAsync_AfterSettle_ReturnsFalseAndStaysSettled()
    {
        var claim = await SettleAsync(Request());

        Assert.False(await Ledger.ReleaseAsync(claim, Token));

        await AssertSettledAsync();
    }

    [Fact]
    public async Task SettleAsync_AfterRelease_ReturnsFalseAndStaysFree()
    {
        var claim = await ReleaseAsync(Request());

        Assert.False(await Ledger.SettleAsync(claim, Late, Token));

        await ClaimAsync(Request(), attempt: 2);
    }

    [Fact]
    public async Task SettleAndRelease_AnotherOwnerHoldsTheKey_ReturnFalseAndChangeNothing()
    {
        var late = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);
        var present = await ClaimAsync(Request(), attempt: 2);

        Assert.False(await Ledger.SettleAsync(late, Late, Token));
        Assert.False(await Ledger.ReleaseAsync(late, Token));

        await AssertInFlightAsync();
        Assert.True(await Ledger.SettleAsync(present, Ok, Token));
        await AssertSettledAsync();
    }

    [Fact]
    public async Task SettleAndRelease_AnotherOwnerSettled_ReturnFalseAndChangeNothing()
    {
        var late = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);
        var present = await ClaimAsync(Request(), attempt: 2);
        Assert.True(await Ledger.SettleAsync(present, Ok, Token));

        Assert.False(await Ledger.SettleAsync(late, Late, Token));
        Assert.False(await Ledger.ReleaseAsync(late, Token));

        await AssertSettledAsync();
    }

    [Fact]
    public async Task SettleAndRelease_AnotherOwnerReleased_ReturnFalseAndChangeNothing()
    {
        var late = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);
        var present = await ClaimAsync(Request(), attempt: 2);
        Assert.True(await Ledger.ReleaseAsync(present, Token));

        Assert.False(await Ledger.SettleAsync(late, Late, Token));
        Assert.False(await Ledger.ReleaseAsync(late, Token));

        await ClaimAsync(Request(), attempt: 3);
    }
}
