using System.Globalization;
using System.Text.RegularExpressions;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>The format of records in Redis. Operators read them, and gateways of different versions share them.</summary>
public sealed class RedisRecordTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const string Key = "edge:cactus:1";
    private const string FingerprintText = "AAAAAAAAAAAAAAAAAAAADw";
    private const string OwnerText = "AAAAAAAAAAAAAAAAAAAACg";

    private static readonly Claim Claim = new(new CallbackKey("cactus:1"), new OwnerToken(0xA), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(400));
    private static readonly ClaimRequest Request = new(Claim, new Fingerprint(0xF), TimeSpan.FromSeconds(50));

    private readonly RedisCallbackLedger _ledger = new(new RedisLedgerOptions { Configuration = server.EndPoint });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.CommandAsync("FLUSHALL");
        await IsModernAsync();
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task ClaimAsync_FreeKey_WritesOneStringAsThePlainCommandDoes()
    {
        await _ledger.ClaimAsync(Request, Token);

        Assert.Equal($"1c{OwnerText}{FingerprintText}100000,1", await server.CommandAsync("GET", Key));
        await AssertExpiresInAsync(150);
        Assert.Matches("cmdstat_set:calls=", await server.CommandAsync("INFO", "commandstats"));
    }

    [Fact]
    public async Task ClaimAsync_ReleasedKey_WritesTheSameFormByScript()
    {
        await _ledger.ClaimAsync(Request, Token);
        await _ledger.ReleaseAsync(Claim, Token);

        Assert.Equal(ClaimResult.Claimed(2), await _ledger.ClaimAsync(Request, Token));

        Assert.Equal($"1c{OwnerText}{FingerprintText}100000,2", await server.CommandAsync("GET", Key));
        await AssertExpiresInAsync(150);
    }

    [Fact]
    public async Task ClaimAsync_OtherContentWhileClaimed_ExtendsTheLifeAndTheTailButNotTheLease()
    {
        await _ledger.ClaimAsync(Request, Token);

        await _ledger.ClaimAsync(Request with { Fingerprint = new Fingerprint(0xE) }, Token);

        await AssertExpiresInAsync(550);
        var tail = Regex.Match(await server.CommandAsync("GET", Key), $"^1c{OwnerText}{FingerprintText}([0-9]+),1$").Groups[1].Value;
        Assert.InRange(int.Parse(tail, CultureInfo.InvariantCulture), 500_000, 530_000);
        var inFlight = await _ledger.ClaimAsync(Request, Token);
        Assert.InRange(inFlight.LeaseRemaining, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(50));
    }

    [Theory]
    [InlineData("text/plain", "1s{0}202 10 text/plainOK")]
    [InlineData("", "1s{0}202 0 OK")]
    [InlineData(null, "1s{0}202 - OK")]
    public async Task SettleAsync_Claimed_WritesTheAcknowledgementForRetentionAndReplayProtection(string? contentType, string expected)
    {
        await _ledger.ClaimAsync(Request, Token);

        Assert.True(await _ledger.SettleAsync(Claim, new RecordedAcknowledgement(202, contentType, "OK"u8.ToArray()), Token));

        Assert.Equal(string.Format(CultureInfo.InvariantCulture, expected, FingerprintText), await server.CommandAsync("GET", Key));
        await AssertExpiresInAsync(500);
    }

    [Fact]
    public async Task ReleaseAsync_Claimed_KeepsTheAttemptForTheRetention()
    {
        await _ledger.ClaimAsync(Request, Token);
        await _ledger.ReleaseAsync(Claim, Token);

        Assert.Equal($"1r{FingerprintText}1", await server.CommandAsync("GET", Key));
        await AssertExpiresInAsync(100);
    }

    [Theory]
    [InlineData("SET", Key, "2cwhatever-a-later-version-writes-here")]
    [InlineData("SET", Key, "")]
    [InlineData("SET", Key, "1")]
    [InlineData("SET", Key, "1xAAAAAAAAAAAAAAAAAAAADw")]
    [InlineData("HSET", Key, "state", "settled")]
    public async Task EveryOperation_RecordOfAnotherVersion_IsUnavailableAndLeavesIt(params string[] command)
    {
        await server.CommandAsync(command);
        var before = await server.CommandAsync("DUMP", Key);

        foreach (var operation in (Func<Task>[])[
            async () => await _ledger.ClaimAsync(Request, Token),
            async () => await _ledger.ClaimAsync(Request with { ReplacesContent = true }, Token),
            async () => await _ledger.SettleAsync(Claim, new RecordedAcknowledgement(200, null, default), Token),
            async () => await _ledger.ReleaseAsync(Claim, Token)])
        {
            var exception = await Record.ExceptionAsync(operation);
            if (exception is not null)
            {
                Assert.Contains("another version", Assert.IsType<LedgerUnavailableException>(exception).Message, StringComparison.Ordinal);
                Assert.DoesNotContain("cactus", exception.ToString(), StringComparison.Ordinal);
            }
        }

        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.ClaimAsync(Request, Token));
        Assert.Equal(before, await server.CommandAsync("DUMP", Key));
    }

    [Fact]
    public async Task SettleAsync_FortyByteKeyAndFifteenByteAnswer_TakesAtMost200BytesOfMemory()
    {
        var claim = Claim with { Key = new CallbackKey("cactus/21/000905910/3/aaaaaaaaaaaaa") };
        await _ledger.ClaimAsync(Request with { Claim = claim }, Token);
        await _ledger.SettleAsync(claim, new RecordedAcknowledgement(200, "application/json", """{"result":"ok"}"""u8.ToArray()), Token);

        var key = $"edge:{claim.Key}";
        Assert.Equal(40, key.Length);
        Assert.InRange(int.Parse(await server.CommandAsync("MEMORY", "USAGE", key), CultureInfo.InvariantCulture), 1, 200);
    }

    [Fact]
    public async Task CheckAsync_ServerIsUp_WritesAKeyThatExpires()
    {
        await _ledger.CheckAsync(Token);

        Assert.Equal("edge:check", await server.CommandAsync("KEYS", "*"));
        Assert.InRange(int.Parse(await server.CommandAsync("TTL", "edge:check"), CultureInfo.InvariantCulture), 30, 60);
    }

    /// <summary>Returns when the ledger has detected the server's features.</summary>
    private Task IsModernAsync() => Eventually.TrueAsync(
        async () =>
        {
            await server.CommandAsync("CONFIG", "RESETSTAT");
            await _ledger.ClaimAsync(Request with { Claim = Claim with { Key = new CallbackKey("probe/1") } }, Token);
            var isPlain = !(await server.CommandAsync("INFO", "commandstats")).Contains("cmdstat_eval", StringComparison.Ordinal);
            await server.CommandAsync("FLUSHALL");
            return isPlain;
        },
        Token);

    private async Task AssertExpiresInAsync(int seconds) =>
        Assert.InRange(int.Parse(await server.CommandAsync("TTL", Key), CultureInfo.InvariantCulture), seconds - 30, seconds);
}
