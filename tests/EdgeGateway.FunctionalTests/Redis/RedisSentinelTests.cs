using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>What <c>docs/operations.md</c> says of Sentinel: the ledger is given all servers, and a master without replicas takes no claims.</summary>
public sealed class RedisSentinelTests(RedisSentinel sentinel) : IClassFixture<RedisSentinel>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAsync_ServersChangeTheirRoles_EachKeyIsClaimedOnce()
    {
        await using var ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = sentinel.EndPoints });
        await Eventually.TrueAsync(async () => await IsHeldAsync(ledger, "before"), Token);
        foreach (var replica in sentinel.Replicas)
        {
            // WAIT would not do: it waits for what its own connection has written.
            await Eventually.TrueAsync(async () => await replica.CommandAsync("EXISTS", "edge:before") == "1", Token);
        }

        await sentinel.Master.KillAsync();
        await sentinel.TakenOverAsync();
        await Eventually.TrueAsync(async () => await IsHeldAsync(ledger, "after"), Token);
        ClaimStatus? before = null;
        await Eventually.TrueAsync(async () => (before = await TryClaimAsync(ledger, "before")) is not null, Token);
        Assert.Equal(ClaimStatus.InFlight, before);

        // The old master returns as a master, and there is no sentinel to change that: two servers call themselves master.
        await sentinel.StopAsync();
        await sentinel.Master.StartAsync();
        Assert.Contains("role:master", await sentinel.Master.CommandAsync("INFO", "replication"), StringComparison.Ordinal);
        await using var later = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = sentinel.EndPoints });
        await Eventually.TrueAsync(
            async () => (await sentinel.Master.CommandAsync("CLIENT", "LIST")).Split('\n')
                .Count(static line => line.Contains("name=EdgeGateway", StringComparison.Ordinal) && line.Contains(" sub=0 ", StringComparison.Ordinal)) >= 2,
            Token);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            // Unavailable, or known.
            Assert.NotEqual(ClaimStatus.Claimed, await TryClaimAsync(ledger, "after"));
            Assert.NotEqual(ClaimStatus.Claimed, await TryClaimAsync(later, "after"));
        }
    }

    /// <summary>Whether the key is claimed, by this attempt or by an earlier one whose answer did not come in time.</summary>
    private static async Task<bool> IsHeldAsync(RedisCallbackLedger ledger, string key) =>
        await TryClaimAsync(ledger, key) is ClaimStatus.Claimed or ClaimStatus.InFlight;

    /// <summary>Null if the ledger did not answer.</summary>
    private static async Task<ClaimStatus?> TryClaimAsync(RedisCallbackLedger ledger, string key)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var claim = new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromMinutes(10));
        try
        {
            return (await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromMinutes(10)), limit.Token)).Status;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }
}
