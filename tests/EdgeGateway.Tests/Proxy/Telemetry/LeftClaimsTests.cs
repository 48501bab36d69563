using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Telemetry;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Telemetry;

public sealed class LeftClaimsTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(45);

    private readonly TestTimeProvider _time = new();
    private readonly Ledger _ledger = new();
    private readonly LeftClaims _left;

    public LeftClaimsTests() => _left = new LeftClaims(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CountOverdueAsync_LeaseRuns_DoesNotCountTheClaim()
    {
        Leave(1);
        _time.Advance(_lease / 2);

        Assert.Equal(0, await _left.CountOverdueAsync(_ledger, Token));
        Assert.Equal(0, _left.ExpiredOf("p"));
    }

    [Fact]
    public async Task CountOverdueAsync_LeaseEnded_CountsTheClaimUntilItIsClosed()
    {
        var first = Leave(1);
        Leave(2);
        _time.Advance(_lease);

        Assert.Equal(2, await _left.CountOverdueAsync(_ledger, Token));
        _ledger.Closed.Add(first);
        Assert.Equal(1, await _left.CountOverdueAsync(_ledger, Token));
        Assert.Equal(2, _left.ExpiredOf("P"));
    }

    [Fact]
    public async Task CountOverdueAsync_LedgerDoesNotAnswer_ForgetsNothing()
    {
        Leave(1);
        Leave(2);
        _time.Advance(_lease);
        _ledger.IsDown = true;

        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _left.CountOverdueAsync(_ledger, Token));
        _ledger.IsDown = false;

        Assert.Equal(2, await _left.CountOverdueAsync(_ledger, Token));
    }

    /// <summary>Each count looks up a part of the claims, and the next count another part.</summary>
    [Fact]
    public async Task CountOverdueAsync_ManyClaims_LooksAllUpInTurn()
    {
        for (var index = 0; index < 250; index++)
        {
            _ledger.Closed.Add(Leave(index));
        }

        _time.Advance(_lease);

        Assert.Equal(150, await CountAsync());
        Assert.Equal(50, await CountAsync());
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task CountOverdueAsync_MoreThanAreRemembered_ForgetsTheOldest()
    {
        for (var index = 0; index <= LeftClaims.MaxOverdue; index++)
        {
            Leave(index);
        }

        _time.Advance(_lease);

        Assert.Equal(LeftClaims.MaxOverdue, await CountAsync());
        Assert.Equal(LeftClaims.MaxOverdue + 1, _left.ExpiredOf("p"));
    }

    [Fact]
    public async Task ForgetOverdue_LeaseEnded_StillCountsItAsExpired()
    {
        Leave(1);
        _time.Advance(_lease);

        _left.ForgetOverdue();

        Assert.Equal(0, await CountAsync());
        Assert.Equal(1, _left.ExpiredOf("p"));
    }

    private ValueTask<long> CountAsync() => _left.CountOverdueAsync(_ledger, Token);

    private Claim Leave(int number)
    {
        var claim = new Claim(new CallbackKey($"p/{number}"), OwnerToken.Create(), TimeSpan.FromDays(7));
        _left.Add("p", claim, _lease);
        return claim;
    }

    private sealed class Ledger : ICallbackLedger
    {
        public HashSet<Claim> Closed { get; } = [];

        public bool IsDown { get; set; }

        public ValueTask<bool> IsOpenAsync(Claim claim, CancellationToken cancellationToken) =>
            IsDown ? throw new LedgerUnavailableException("down", innerException: null) : new(!Closed.Contains(claim));

        public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> SettleAsync(Claim claim, RecordedAcknowledgement acknowledgement, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> ReleaseAsync(Claim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
