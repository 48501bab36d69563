using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Ledger;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>A server before Redis 7: every operation is a script without flags.</summary>
public sealed class OldRedisLedgerTests(RedisServer server) : DurableLedgerConformance, IClassFixture<RedisServer>
{
    private readonly TcpFaultProxy _old = OldRedis.Before(server);
    private readonly string _prefix = $"edge-{Guid.NewGuid():n}";

    protected override TimeSpan ShortTime => TimeSpan.FromSeconds(1);

    protected override bool CountsClaims => false;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _old.DisposeAsync();
    }

    protected override ValueTask<ICallbackLedger> OpenAsync() =>
        new(new RedisCallbackLedger(new RedisLedgerOptions { Configuration = _old.EndPoint, KeyPrefix = _prefix }));

    protected override async ValueTask ElapseAsync(TimeSpan duration) => await server.ElapseAsync(duration, Token);

    protected override async ValueTask TakeDownAsync() => await server.KillAsync();

    protected override async ValueTask BringUpAsync() => await server.StartAsync();
}
