using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    [Fact]
    public async Task ClaimAsync_SettledAndRetentionEnded_IsKnownWhileReplaysAreProtectedAgainst()
    {
        await SettleAsync(Protected(Request(retention: ShortTime), LongTime));
        await ElapseAsync(ShortTime);

        Assert.Equal(ClaimStatus.AlreadySettled, (await Ledger.ClaimAsync(Request(retention: ShortTime), Token)).Status);
    }

    [Fact]
    public async Task ClaimAsync_ReplayProtectionEnded_IsTheFirstAttempt()
    {
        await SettleAsync(Protected(Request(retention: ShortTime), ShortTime));
        await ElapseAsync(ShortTime + ShortTime);

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ClaimAsync_ReleasedAndRetentionEnded_IsTheFirstAttemptDespiteReplayProtection()
    {
        await ReleaseAsync(Protected(Request(retention: ShortTime), LongTime));
        await ElapseAsync(ShortTime);

        await ClaimAsync(Request());
    }

    [Fact]
    public async Task ClaimAsync_OtherContent_KeepsTheRecordAsLongAsItsOwnReplayProtection()
    {
        await SettleAsync(Request(retention: ShortTime));
        var other = Protected(Request(lease: ShortTime, retention: ShortTime), LongTime) with { Fingerprint = OtherContent };
        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(other, Token));
        await ElapseAsync(ShortTime + ShortTime);

        Assert.Equal(ClaimResult.Conflict(), await Ledger.ClaimAsync(other, Token));
        await AssertSettledAsync();
    }

    private static ClaimRequest Protected(ClaimRequest request, TimeSpan replayProtection) =>
        request with { Claim = request.Claim with { ReplayProtection = replayProtection } };
}
