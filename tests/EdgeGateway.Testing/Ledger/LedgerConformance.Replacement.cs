using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    private static readonly Fingerprint ThirdContent = Fingerprint.Of("third content"u8);

    [Fact]
    public async Task ClaimAsync_ReplacesReleasedContent_IsTheNextAttempt()
    {
        await ReleaseAsync(Request());

        var claim = await ClaimAsync(Replacement(), attempt: 2);

        await AssertReplacementInFlightAsync();
        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Request(), Token));
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
        Assert.Equal(ClaimStatus.AlreadySettled, (await Ledger.ClaimAsync(Replacement(), Token)).Status);
    }

    [Fact]
    public async Task ClaimAsync_ReplacesContentWhoseLeaseEnded_IsTheNextAttemptAndTheLateOwnerLoses()
    {
        var late = await ClaimAsync(Request(lease: ShortTime));
        await ElapseAsync(ShortTime);

        var claim = await ClaimAsync(Replacement(), attempt: 2);

        Assert.False(await Ledger.SettleAsync(late, Late, Token));
        Assert.False(await Ledger.ReleaseAsync(late, Token));
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Request(), Token));
    }

    [Fact]
    public async Task ClaimAsync_ReplacesContentTwice_CountsOn()
    {
        await ReleaseAsync(Request());
        var second = await ClaimAsync(Replacement(), attempt: 2);
        Assert.True(await Ledger.ReleaseAsync(second, Token));

        await ClaimAsync(Replacement() with { Fingerprint = ThirdContent }, attempt: 3);

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Replacement(), Token));
    }

    [Fact]
    public async Task ClaimAsync_ReplacesClaimedContent_IsAConflictAndChangesNothing()
    {
        var claim = await ClaimAsync(Request());

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Replacement(), Token));

        await AssertInFlightAsync();
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));
        await AssertSettledAsync();
    }

    [Fact]
    public async Task ClaimAsync_ReplacesSettledContent_IsAConflictAndChangesNothing()
    {
        await SettleAsync(Request());

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Replacement(), Token));

        await AssertSettledAsync();
    }

    [Fact]
    public async Task ClaimAsync_ReplacesTheSameContent_IsAsWithoutAsking()
    {
        var same = Request() with { ReplacesContent = true };

        var claim = await ClaimAsync(same);
        await AssertInFlightAsync();
        Assert.True(await Ledger.SettleAsync(claim, Ok, Token));

        Assert.Equal(ClaimStatus.AlreadySettled, (await Ledger.ClaimAsync(Request() with { ReplacesContent = true }, Token)).Status);
    }

    /// <summary>Simulates a ledger clock that was set back: otherwise no other content could ever outlast the claim.</summary>
    [Fact]
    public async Task ClaimAsync_ReplacesContentThatStandsForLongerThanALease_ShortensIt()
    {
        var overdue = await ClaimAsync(Request(lease: LongTime));

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Replacement(ShortTime), Token));
        await ElapseAsync(ShortTime);

        await ClaimAsync(Replacement(ShortTime), attempt: 2);
        Assert.False(await Ledger.SettleAsync(overdue, Late, Token));
    }

    [Fact]
    public async Task ClaimAsync_ManyReplacementsOfAReleasedKey_ExactlyOneWins()
    {
        await ReleaseAsync(Request());

        var results = await RunAsync(caller => Ledger.ClaimAsync(
            Replacement() with { Fingerprint = Fingerprint.Of([(byte)caller]) }, Token));

        Assert.Single(results, result => result == ClaimResult.Claimed(2));
        Assert.Equal(Callers - 1, results.Count(result => result == ClaimResult.Conflict()));
    }

    [Fact]
    public async Task ClaimAsync_OtherContentAfterARelease_WithoutAskingIsAConflict()
    {
        await ReleaseAsync(Request());
        var claim = await ClaimAsync(Replacement(), attempt: 2);
        Assert.True(await Ledger.ReleaseAsync(claim, Token));

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(Request(), Token));
    }

    private static ClaimRequest Replacement(TimeSpan? lease = null) =>
        Request(lease: lease) with { Fingerprint = OtherContent, ReplacesContent = true };

    private async Task AssertReplacementInFlightAsync() =>
        Assert.Equal(ClaimStatus.InFlight, (await Ledger.ClaimAsync(Replacement(), Token)).Status);
}
