using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisClusterLedgerTests(RedisCluster cluster) : DurableLedgerConformance, IClassFixture<RedisCluster>
{
    private readonly RedisLedgerOptions _options = new() { Configuration = cluster.EndPoints, KeyPrefix = $"edge-{Guid.NewGuid():n}" };

    protected override TimeSpan ShortTime => TimeSpan.FromSeconds(1);

    protected override bool CountsClaims => false;

    [Fact]
    public async Task ClaimAsync_ManyKeys_SpreadOverEveryNode()
    {
        for (var i = 0; i < 60; i++)
        {
            await ClaimAsync(Request($"cactus:{i}"));
        }

        foreach (var node in cluster.Nodes)
        {
            Assert.Contains(_options.KeyPrefix, await node.CommandAsync("KEYS", "*"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ClaimAsync_OneNodeIsDown_RefusesItsKeysUntilItIsUp()
    {
        await cluster.Nodes[1].KillAsync();
        var outcomes = new List<Exception?>();
        for (var i = 0; i < 30; i++)
        {
            outcomes.Add(await Record.ExceptionAsync(async () => await Ledger.ClaimAsync(Request($"down:{i}"), Token)));
        }

        Assert.Contains(outcomes, outcome => outcome is not null);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or LedgerUnavailableException, outcome?.ToString()));

        await cluster.Nodes[1].StartAsync();
        for (var i = 0; i < 30; i++)
        {
            var request = Request($"up:{i}");
            await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await Ledger.ClaimAsync(request, Token), Token);
        }
    }

    protected override ValueTask<ICallbackLedger> OpenAsync() => new(new RedisCallbackLedger(_options));

    protected override async ValueTask ElapseAsync(TimeSpan duration) => await cluster.Nodes[0].ElapseAsync(duration, Token);

    protected override async ValueTask TakeDownAsync() => await cluster.KillAsync();

    protected override async ValueTask BringUpAsync() => await cluster.StartAsync();
}
