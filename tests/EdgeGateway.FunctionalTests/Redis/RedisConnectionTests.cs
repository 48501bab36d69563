using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisConnectionTests : IAsyncLifetime
{
    private readonly RedisServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>A client that keeps failing to connect; here, only a new client gets the other address.</summary>
    [Fact]
    public async Task DatabaseOf_ClientDoesNotComeBack_IsReplacedByAnother()
    {
        await using var nobody = new RedisServer();
        var options = RedisConfiguration.Parse(nobody.EndPoint);
        await using var connection = new RedisConnection(options, new RedisServerKind("probe"), onUnreachable: null);
        var client = await connection.Connecting();
        Assert.Throws<LedgerUnavailableException>(() => connection.DatabaseOf(client, "key"));

        options.EndPoints.Clear();
        options.EndPoints.Add(_server.EndPoint);

        await UseAsync(connection);
        Assert.NotSame(client, await connection.Connecting());
    }

    /// <summary>As with a cluster of which the client reaches one node only; here, only a new client gets the other address.</summary>
    [Fact]
    public async Task Unreached_ANewClientReachesMoreNodes_IsReplacedByIt()
    {
        await using var other = new RedisServer();
        await other.StartAsync();
        var options = RedisConfiguration.Parse(_server.EndPoint);
        await using var connection = new RedisConnection(options, new RedisServerKind("probe"), onUnreachable: null);
        var client = await connection.Connecting();
        await UseAsync(connection);

        options.EndPoints.Add(other.EndPoint);
        await Eventually.TrueAsync(
            async () =>
            {
                connection.Unreached();
                return await connection.Connecting() != client;
            },
            Token);

        Assert.Equal(2, (await connection.Connecting()).GetEndPoints().Length);
        await client.GetDatabase().PingAsync();
    }

    [Fact]
    public async Task DatabaseOf_ServerIsAwayForLong_KeepsTheClientThatIsTrying()
    {
        await using var connection = new RedisConnection(RedisConfiguration.Parse(_server.EndPoint), new RedisServerKind("probe"), onUnreachable: null);
        var client = await connection.Connecting();
        await UseAsync(connection);

        await _server.StopAsync();
        await Eventually.TrueAsync(() => Task.FromResult(!client.IsConnected), Token);
        Assert.Throws<LedgerUnavailableException>(() => connection.DatabaseOf(client, "key"));
        Assert.Same(client, await connection.Connecting());
    }

    private static Task UseAsync(RedisConnection connection) => Eventually.SucceedsAsync<LedgerUnavailableException>(
        async () => await connection.DatabaseOf(await connection.Connecting(), "key").PingAsync(), Token);
}
