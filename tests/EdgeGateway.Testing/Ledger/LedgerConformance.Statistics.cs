using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    /// <summary>Whether the store counts open claims; a store that cannot do this cheaply returns null.</summary>
    protected virtual bool CountsClaims => true;

    [Fact]
    public async Task GetStatisticsAsync_ClaimsOpenSettledAndReleased_CountsThoseThatAreOpen()
    {
        var before = await Ledger.GetStatisticsAsync(Token);
        var settled = await ClaimAsync(Request("statistics:1"));
        var released = await ClaimAsync(Request("statistics:2"));
        await ClaimAsync(Request("statistics:3"));
        Assert.True(await Ledger.SettleAsync(settled, Ok, Token));
        Assert.True(await Ledger.ReleaseAsync(released, Token));

        var after = await Ledger.GetStatisticsAsync(Token);

        // The number of records is updated with a delay.
        Assert.True(after.Records >= before.Records);
        Assert.Equal(CountsClaims ? before.OpenClaims + 1 : null, after.OpenClaims);
        Assert.Equal(CountsClaims ? before.OverdueClaims : null, after.OverdueClaims);
    }

    [Fact]
    public async Task GetStatisticsAsync_LeaseEnded_CountsItAsOverdueUntilItIsSettled()
    {
        var claim = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        var overdue = await Ledger.GetStatisticsAsync(Token);
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
        var settled = await Ledger.GetStatisticsAsync(Token);

        Assert.Equal(CountsClaims ? (1, 1) : ((long?)null, (long?)null), (overdue.OpenClaims, overdue.OverdueClaims));
        Assert.Equal(CountsClaims, overdue.OldestClaim >= ShortTime);
        Assert.Equal(CountsClaims ? (0, 0) : ((long?)null, (long?)null), (settled.OpenClaims, settled.OverdueClaims));
        Assert.Equal(CountsClaims ? TimeSpan.Zero : null, settled.OldestClaim);
    }

    /// <summary>A gateway asks about single claims if the store does not count them.</summary>
    [Fact]
    public async Task IsOpenAsync_StoreDoesNotCountClaims_IsTrueUntilTheClaimIsSettledOrReplaced()
    {
        var settled = await ClaimAsync(Request("open:1", lease: ShortTime));
        var replaced = await ClaimAsync(Request("open:2", lease: ShortTime));
        Assert.Equal(!CountsClaims, await Ledger.IsOpenAsync(settled, Token));
        await ElapseAsync(ShortTime);
        Assert.Equal(!CountsClaims, await Ledger.IsOpenAsync(settled, Token));

        Assert.True(await Ledger.SettleAsync(settled, Ok, Token));
        var later = await ClaimAsync(Request("open:2"), attempt: 2);

        Assert.False(await Ledger.IsOpenAsync(settled, Token));
        Assert.False(await Ledger.IsOpenAsync(replaced, Token));
        Assert.Equal(!CountsClaims, await Ledger.IsOpenAsync(later, Token));
        Assert.False(await Ledger.IsOpenAsync(settled with { Key = new CallbackKey("open:unknown") }, Token));
    }
}
