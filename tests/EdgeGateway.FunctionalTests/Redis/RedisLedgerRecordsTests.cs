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

    protected override async ValueTask<(ICallbackLedger Ledger, ILedgerRecords Records)> OpenAsync()
    {
        var ledger = new RedisCallbackLedger(_options);
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return (ledger, await RedisLedgerRecords.ConnectAsync(_options, TimeProvider.System));
    }

    protected override async Task<IEnumerable<string>> AuditTrailAsync() =>
        (await server.CommandAsync("LRANGE", $"{_options.KeyPrefix}:audit", "0", "-1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
