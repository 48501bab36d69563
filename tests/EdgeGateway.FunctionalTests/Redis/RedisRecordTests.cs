using System.Globalization;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>What lies in Redis: operators read it, and gateways of different versions share it.</summary>
public sealed class RedisRecordTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const string Key = "edge:cactus:1";

    private static readonly Claim Claim = new(new CallbackKey("cactus:1"), new OwnerToken(0xA), TimeSpan.FromSeconds(100));
    private static readonly ClaimRequest Request = new(Claim, new Fingerprint(0xF), TimeSpan.FromSeconds(50));

    private readonly RedisCallbackLedger _ledger = new(new RedisLedgerOptions { Configuration = server.EndPoint });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await server.CommandAsync("FLUSHALL");

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task ClaimAsync_FreeKey_WritesAReadableRecord()
    {
        await _ledger.ClaimAsync(Request, Token);

        await AssertFieldsAsync("attempt=1", "fingerprint=0000000000000000000000000000000f", "first-seen=*", "lease-end=*",
            "owner=0000000000000000000000000000000a", "state=claimed");
        await AssertExpiresInAsync(150);
        Assert.Equal(50_000, await NumberAsync("lease-end") - await NumberAsync("first-seen"));
    }

    [Fact]
    public async Task SettleAsync_Claimed_WritesTheAcknowledgement()
    {
        await _ledger.ClaimAsync(Request, Token);
        await _ledger.SettleAsync(Claim, new RecordedAcknowledgement(202, "text/plain", "OK"u8.ToArray()), Token);

        await AssertFieldsAsync("attempt=1", "body=OK", "content-type=text/plain", "fingerprint=0000000000000000000000000000000f",
            "first-seen=*", "lease-end=*", "state=settled", "status=202");
        await AssertExpiresInAsync(100);
    }

    [Fact]
    public async Task SettleAsync_WithoutContentType_WritesNone()
    {
        await _ledger.ClaimAsync(Request, Token);
        await _ledger.SettleAsync(Claim, new RecordedAcknowledgement(204, null, default), Token);

        await AssertFieldsAsync("attempt=1", "body=", "fingerprint=0000000000000000000000000000000f", "first-seen=*", "lease-end=*",
            "state=settled", "status=204");
    }

    [Fact]
    public async Task ReleaseAsync_Claimed_KeepsTheAttempt()
    {
        await _ledger.ClaimAsync(Request, Token);
        await _ledger.ReleaseAsync(Claim, Token);

        await AssertFieldsAsync("attempt=1", "fingerprint=0000000000000000000000000000000f", "first-seen=*", "lease-end=*", "state=released");
        await AssertExpiresInAsync(100);
    }

    [Fact]
    public async Task CheckAsync_ServerIsUp_WritesAKeyThatExpires()
    {
        await _ledger.CheckAsync(Token);

        Assert.Equal("edge:check", await server.CommandAsync("KEYS", "*"));
        Assert.InRange(int.Parse(await server.CommandAsync("TTL", "edge:check"), CultureInfo.InvariantCulture), 30, 60);
    }

    private async Task AssertFieldsAsync(params string[] expected)
    {
        var reply = (await server.CommandAsync("HGETALL", Key)).Split('\n');
        var fields = reply.Chunk(2).Select(pair => pair[0] is "first-seen" or "lease-end" ? $"{pair[0]}=*" : $"{pair[0]}={pair.ElementAtOrDefault(1)}");
        Assert.Equal(expected, fields.Order(StringComparer.Ordinal));
    }

    private async Task AssertExpiresInAsync(int seconds) =>
        Assert.InRange(int.Parse(await server.CommandAsync("TTL", Key), CultureInfo.InvariantCulture), seconds - 30, seconds);

    private async Task<long> NumberAsync(string field) =>
        long.Parse(await server.CommandAsync("HGET", Key, field), CultureInfo.InvariantCulture);
}
