using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing.Ledger;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisClusterLedgerTests(RedisCluster cluster) : DurableLedgerConformance, IClassFixture<RedisCluster>
{
    private readonly RedisLedgerOptions _options = new() { Configuration = cluster.EndPoints, KeyPrefix = $"edge-{Guid.NewGuid():n}" };

    protected override TimeSpan ShortTime => TimeSpan.FromMilliseconds(300);

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

    protected override ValueTask<ICallbackLedger> OpenAsync() => new(new RedisCallbackLedger(_options));

    protected override async ValueTask ElapseAsync(TimeSpan duration) => await cluster.Nodes[0].ElapseAsync(duration, Token);

    protected override async ValueTask TakeDownAsync() => await cluster.KillAsync();

    protected override async ValueTask BringUpAsync() => await cluster.StartAsync();
}
