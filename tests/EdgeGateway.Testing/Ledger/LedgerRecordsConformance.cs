using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

/// <summary>The conformance tests of every store's <see cref="ILedgerRecords"/>.</summary>
public abstract class LedgerRecordsConformance : IAsyncLifetime
{
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _retention = TimeSpan.FromHours(1);

    private ICallbackLedger _ledger = null!;
    private ILedgerRecords _records = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store's clock.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <summary>How far a computed time may be off: the time that the test takes.</summary>
    protected abstract TimeSpan Tolerance { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => (_ledger, _records) = await OpenAsync();

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _records.DisposeAsync();
        await ((_ledger as IAsyncDisposable)?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Find_EachState_IsReadAsItIs()
    {
        var claimed = await ClaimAsync("cactus/1");
        await SettleAsync("cactus/2");
        var released = await ClaimAsync("cactus/3");
        Assert.True(await _ledger.ReleaseAsync(released, Token));

        var first = await FindAsync("cactus/1");
        Assert.Equal((LedgerRecordState.Claimed, 1, claimed.Owner), (first.State, first.Attempts, first.Owner));
        AssertTime(Now + _lease, first.LeaseEnd!.Value);
        AssertTime(Now + _lease + _retention, first.Expires);

        var second = await FindAsync("cactus/2");
        Assert.Equal(LedgerRecordState.Settled, second.State);
        Assert.Equal((201, "text/plain", "OK"), (second.Acknowledgement!.Status, second.Acknowledgement.ContentType, System.Text.Encoding.UTF8.GetString(second.Acknowledgement.Body.Span)));
        Assert.Null(second.LeaseEnd);
        AssertTime(Now + _retention, second.Expires);

        var third = await FindAsync("cactus/3");
        Assert.Equal((LedgerRecordState.Released, 1), (third.State, third.Attempts));
        Assert.Null(await _records.FindAsync(new CallbackKey("cactus/4"), Token));
    }

    [Fact]
    public async Task Read_PrefixAndState_GivesTheseOnly()
    {
        await ClaimAsync("cactus/1");
        await SettleAsync("cactus/2");
        await SettleAsync("cactus2/2");
        await SettleAsync("stripe/[a]*?");

        Assert.Equal(["cactus/1", "cactus/2"], await KeysAsync(new LedgerRecordFilter("cactus/", null)));
        Assert.Equal(["cactus/2", "cactus2/2", "stripe/[a]*?"], await KeysAsync(new LedgerRecordFilter("", LedgerRecordState.Settled)));
        Assert.Equal(["stripe/[a]*?"], await KeysAsync(new LedgerRecordFilter("stripe/[a]*", null)));
        Assert.False(_records.IsIncomplete);
    }

    [Fact]
    public async Task Read_MoreThanAPage_GivesEachOnce()
    {
        var keys = Enumerable.Range(0, 1203).Select(static n => $"cactus/{n:0000}").ToList();
        await Task.WhenAll(keys.Select(ClaimAsync));

        Assert.Equal(keys, await KeysAsync(new LedgerRecordFilter("cactus/", LedgerRecordState.Claimed)));
    }

    [Fact]
    public async Task Release_ClaimedRecord_FreesTheKeyOnce()
    {
        var claim = await ClaimAsync("cactus/1");
        var record = await FindAsync("cactus/1");

        Assert.True(await _records.ReleaseAsync(record, _retention, Token));
        Assert.False(await _records.ReleaseAsync(record, _retention, Token));

        Assert.False(await _ledger.SettleAsync(claim, new(200, null, default), Token));
        Assert.Equal(ClaimResult.Claimed(2), await _ledger.ClaimAsync(Request("cactus/1"), Token));
    }

    [Fact]
    public async Task Release_ClaimWasTakenOverMeanwhile_ChangesNothing()
    {
        var first = await ClaimAsync("cactus/1");
        var record = await FindAsync("cactus/1");
        await _ledger.ReleaseAsync(first, Token);
        var second = Request("cactus/1");
        await _ledger.ClaimAsync(second, Token);

        Assert.False(await _records.ReleaseAsync(record, _retention, Token));
        Assert.True(await _ledger.SettleAsync(second.Claim, new(200, null, default), Token));
    }

    [Fact]
    public async Task Forget_AnyRecord_MakesTheKeyNew()
    {
        await SettleAsync("cactus/1");

        Assert.True(await _records.ForgetAsync(new CallbackKey("cactus/1"), Token));
        Assert.False(await _records.ForgetAsync(new CallbackKey("cactus/1"), Token));
        Assert.Equal(ClaimResult.Claimed(1), await _ledger.ClaimAsync(Request("cactus/1"), Token));
    }

    [Fact]
    public async Task Forget_ClaimThatIsHeld_ChangesNothing()
    {
        var claim = await ClaimAsync("cactus/1");

        Assert.False(await _records.ForgetAsync(claim.Key, Token));
        Assert.True(await _ledger.SettleAsync(claim, new(200, null, default), Token));
    }

    [Fact]
    public async Task Audit_Lines_AreKeptInOrder()
    {
        await _records.AuditAsync("first", Token);
        await _records.AuditAsync("second", Token);

        Assert.Equal(["first", "second"], await AuditTrailAsync());
    }

    /// <summary>Opens an empty store.</summary>
    protected abstract ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync();

    /// <summary>The lines of the audit trail.</summary>
    protected abstract Task<IEnumerable<string>> AuditTrailAsync();

    private static ClaimRequest Request(string key) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), _retention), Fingerprint.Of("content"u8), _lease);

    private async Task<Claim> ClaimAsync(string key)
    {
        var request = Request(key);
        Assert.Equal(ClaimResult.Claimed(1), await _ledger.ClaimAsync(request, Token));
        return request.Claim;
    }

    private async Task SettleAsync(string key) =>
        Assert.True(await _ledger.SettleAsync(await ClaimAsync(key), new(201, "text/plain", "OK"u8.ToArray()), Token));

    private async Task<LedgerRecord> FindAsync(string key)
    {
        var record = await _records.FindAsync(new CallbackKey(key), Token);
        Assert.NotNull(record);
        Assert.Equal(key, record.Key.Value);
        return record;
    }

    private async Task<IEnumerable<string>> KeysAsync(LedgerRecordFilter filter)
    {
        var keys = new List<string>();
        await foreach (var record in _records.ReadAsync(filter, Token))
        {
            keys.Add(record.Key.Value);
        }

        return keys.Order(StringComparer.Ordinal);
    }

    private void AssertTime(DateTimeOffset expected, DateTimeOffset actual) => Assert.InRange(actual, expected - Tolerance, expected + Tolerance);
}
