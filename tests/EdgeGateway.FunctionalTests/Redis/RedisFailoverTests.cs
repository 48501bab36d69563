using System.Globalization;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>A cluster in which a replica replaces a master.</summary>
public sealed class RedisFailoverTests : IAsyncLifetime
{
    private const int Keys = 60;

    /// <summary>The cluster replaces a master after two seconds.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(6);

    /// <summary>The limit for all keys, after the cluster serves all slots again.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly RedisCluster _cluster = RedisCluster.WithReplicas();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task ClaimAsync_AMasterWasSilentAndIsAReplicaNow_WorksSoonForEveryKey()
    {
        await using var ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = _cluster.EndPoints });
        await EveryKeyIsClaimedAsync(ledger, "before");

        // Its connections stay open, so that the client notices only by missing responses.
        var master = await _cluster.NextMasterAsync(last: null);
        await master.PauseAsync(_silence);
        await _cluster.TakenOverAsync(master);
        await RedisCluster.ServesAsync(_cluster.Nodes);

        await EveryKeyIsClaimedAsync(ledger, "after").WaitAsync(_limit, Token);
    }

    private static async Task EveryKeyIsClaimedAsync(RedisCallbackLedger ledger, string name)
    {
        for (var number = 0; number < Keys; number++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{name}/{number}");
            await Eventually.TrueAsync(() => TryClaimAsync(ledger, key), Token);
        }
    }

    private static async Task<bool> TryClaimAsync(RedisCallbackLedger ledger, string key)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var claim = new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromMinutes(10));
        try
        {
            await ledger.ClaimAsync(new ClaimRequest(claim, new Fingerprint(1), TimeSpan.FromMinutes(10)), limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            return false;
        }
    }
}
