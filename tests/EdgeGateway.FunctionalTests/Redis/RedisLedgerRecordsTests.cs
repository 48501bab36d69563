using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisLedgerRecordsTests(RedisServer server) : LedgerRecordsConformance, IClassFixture<RedisServer>
{
    private readonly RedisLedgerOptions _options = new() { Configuration = server.EndPoint, KeyPrefix = $"edge-{Guid.NewGuid():n}" };

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected override TimeSpan Tolerance => TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Find_AClaimWithAnImpossibleTail_IsUnavailable()
    {
        const string digest = "AAAAAAAAAAAAAAAAAAAAAA";
        await server.CommandAsync("SET", $"{_options.KeyPrefix}:cactus/9", $"1c{digest}{digest}{long.MaxValue},1", "PX", "60000");
        await using var records = await RedisLedgerRecords.ConnectAsync(_options, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await records.FindAsync(new CallbackKey("cactus/9"), Token));

        Assert.Contains("another version", exception.Message, StringComparison.Ordinal);
    }

    protected override async ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync()
    {
        var ledger = new RedisCallbackLedger(_options);
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token), Token);
        return (ledger, await RedisLedgerRecords.ConnectAsync(_options, TimeProvider.System));
    }

    protected override async Task<IEnumerable<string>> AuditTrailAsync() =>
        (await server.CommandAsync("LRANGE", $"{_options.KeyPrefix}:audit", "0", "-1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
