using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing.Ledger;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisCallbackLedgerTests(RedisServer server) : DurableLedgerConformance, IClassFixture<RedisServer>
{
    private readonly RedisLedgerOptions _options = new() { Configuration = server.EndPoint, KeyPrefix = $"edge-{Guid.NewGuid():n}" };

    protected override TimeSpan ShortTime => TimeSpan.FromSeconds(1);

    protected override bool CountsClaims => false;

    protected override ValueTask<ICallbackLedger> OpenAsync() => new(new RedisCallbackLedger(_options));

    protected override async ValueTask ElapseAsync(TimeSpan duration) => await server.ElapseAsync(duration, Token);

    protected override async ValueTask TakeDownAsync() => await server.KillAsync();

    protected override async ValueTask BringUpAsync() => await server.StartAsync();
}
