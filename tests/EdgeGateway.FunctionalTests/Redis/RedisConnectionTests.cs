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
