using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

/// <summary>
/// The conformance tests of every ledger. A store's tests inherit it and implement how to open the store and how to advance its clock.
/// </summary>
public abstract partial class LedgerConformance : IAsyncLifetime
{
    /// <summary>Long enough not to end within a test.</summary>
    protected static readonly TimeSpan LongTime = TimeSpan.FromMinutes(10);

    private static readonly Fingerprint Content = Fingerprint.Of("content"u8);
    private static readonly Fingerprint OtherContent = Fingerprint.Of("other content"u8);
    private static readonly RecordedAcknowledgement Ok = new(200, "text/plain", "OK"u8.ToArray());

    /// <summary>A lease or retention whose end the test can reach.</summary>
    protected virtual TimeSpan ShortTime => TimeSpan.FromSeconds(45);

    /// <summary>The ledger under test.</summary>
    protected ICallbackLedger Ledger { get; private set; } = null!;

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => Ledger = await OpenAsync();

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync(Ledger);
    }

    /// <summary>Opens the test's store: an empty one on the first call, the same one afterwards.</summary>
    protected abstract ValueTask<ICallbackLedger> OpenAsync();

    /// <summary>Advances the store's clock by at least <paramref name="duration"/>.</summary>
    protected abstract ValueTask ElapseAsync(TimeSpan duration);

    /// <summary>Closes the ledger under test and opens the same store again.</summary>
    protected async ValueTask ReopenAsync()
    {
        await CloseAsync(Ledger);
        Ledger = await OpenAsync();
    }

    /// <summary>Closes what <see cref="OpenAsync"/> opened.</summary>
    protected static ValueTask CloseAsync(ICallbackLedger ledger) => (ledger as IAsyncDisposable)?.DisposeAsync() ?? default;

    /// <summary>A request of a new owner.</summary>
    protected static ClaimRequest Request(string key = "cactus:1", TimeSpan? lease = null, TimeSpan? retention = null) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), retention ?? LongTime), Content, lease ?? LongTime);

    /// <summary>Claims, and fails the test unless the claim is won.</summary>
    protected async Task<Claim> ClaimAsync(ClaimRequest request, int attempt = 1)
    {
        Assert.Equal(ClaimResult.Claimed(attempt), await Ledger.ClaimAsync(request, Token));
        return request.Claim;
    }

    /// <summary>Claims and settles.</summary>
    protected async Task<Claim> SettleAsync(ClaimRequest request, RecordedAcknowledgement? acknowledgement = null)
    {
        var claim = await ClaimAsync(request);
        Assert.True(await Ledger.SettleAsync(claim, acknowledgement ?? Ok, Token));
        return claim;
    }

    /// <summary>Claims and releases.</summary>
    protected async Task<Claim> ReleaseAsync(ClaimRequest request)
    {
        var claim = await ClaimAsync(request);
        Assert.True(await Ledger.ReleaseAsync(claim, Token));
        return claim;
    }

    /// <summary>Fails the test unless the key is settled with exactly <paramref name="expected"/>.</summary>
    protected async Task AssertSettledAsync(string key = "cactus:1", RecordedAcknowledgement? expected = null)
    {
        expected ??= Ok;
        var result = await Ledger.ClaimAsync(Request(key), Token);

        Assert.Equal(ClaimStatus.AlreadySettled, result.Status);
        Assert.NotNull(result.Acknowledgement);
        Assert.Equal(expected.Status, result.Acknowledgement.Status);
        Assert.Equal(expected.ContentType, result.Acknowledgement.ContentType);
        Assert.Equal(expected.Body.ToArray(), result.Acknowledgement.Body.ToArray());
    }

    /// <summary>Fails the test unless another owner holds the key.</summary>
    protected async Task AssertInFlightAsync(string key = "cactus:1") =>
        Assert.Equal(ClaimStatus.InFlight, (await Ledger.ClaimAsync(Request(key), Token)).Status);
}
