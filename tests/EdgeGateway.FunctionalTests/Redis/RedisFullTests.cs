using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>A server whose <c>maxmemory</c> is used up.</summary>
public sealed class RedisFullTests : IAsyncLifetime
{
    private static readonly RecordedAcknowledgement Ok = new(200, "text/plain", "OK"u8.ToArray());

    private readonly RedisServer _server = new();
    private RedisCallbackLedger _ledger = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = _server.EndPoint });
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task SettleAndRelease_ServerIsFull_AreRecorded()
    {
        var settled = await ClaimAsync("cactus:1");
        var released = await ClaimAsync("cactus:2");
        await FillAsync();

        Assert.True(await _ledger.SettleAsync(settled, Ok, Token));
        Assert.True(await _ledger.ReleaseAsync(released, Token));

        Assert.Equal(ClaimStatus.AlreadySettled, (await _ledger.ClaimAsync(Request("cactus:1"), Token)).Status);
    }

    [Fact]
    public async Task ClaimAsync_ServerIsFull_RefusesWhatIsNewAndAnswersWhatIsKnown()
    {
        var settled = await ClaimAsync("cactus:1");
        Assert.True(await _ledger.SettleAsync(settled, Ok, Token));
        await ClaimAsync("cactus:2");
        await FillAsync();

        var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.ClaimAsync(Request("cactus:3"), Token));
        Assert.Equal("Redis answered OOM.", exception.Message);
        Assert.False(exception.WasNeverSent);
        Assert.Equal(ClaimStatus.AlreadySettled, (await _ledger.ClaimAsync(Request("cactus:1"), Token)).Status);
        Assert.Equal(ClaimStatus.InFlight, (await _ledger.ClaimAsync(Request("cactus:2"), Token)).Status);
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.CheckAsync(Token));
    }

    [Fact]
    public async Task ClaimAsync_ServerHasRoomAgain_Works()
    {
        await FillAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.ClaimAsync(Request("cactus:1"), Token));

        await _server.CommandAsync("CONFIG", "SET", "maxmemory", "0");

        await ClaimAsync("cactus:1");
    }

    private static ClaimRequest Request(string key) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromMinutes(10)), new Fingerprint(1), TimeSpan.FromMinutes(10));

    private async Task<Claim> ClaimAsync(string key)
    {
        var request = Request(key);
        Assert.Equal(ClaimResult.Claimed(1), await _ledger.ClaimAsync(request, Token));
        return request.Claim;
    }

    private Task<string> FillAsync() => _server.CommandAsync("CONFIG", "SET", "maxmemory", "1");
}
