using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly RecordedAcknowledgement Ok = new(200, "text/plain", "OK"u8.ToArray());

    private readonly RedisServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task SettleAsync_ServerIsKilledAndStarted_StaysSettledAndTheLedgerRecovers()
    {
        await _server.StartAsync();
        await using var ledger = Open();
        var settled = Request("cactus:1");
        await ledger.ClaimAsync(settled, Token);
        Assert.True(await ledger.SettleAsync(settled.Claim, Ok, Token));

        await _server.KillAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.ClaimAsync(Request("cactus:1"), Token));
        await _server.StartAsync();

        await RecoverAsync(ledger);
        Assert.Equal(ClaimStatus.AlreadySettled, (await ledger.ClaimAsync(Request("cactus:1"), Token)).Status);
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(Request("cactus:2"), Token));
    }

    [Fact]
    public async Task ClaimAsync_ServerStartsAfterTheLedger_Works()
    {
        await using var ledger = Open();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var exception = await Record.ExceptionAsync(async () => await ledger.ClaimAsync(Request("cactus:1"), limit.Token));
        Assert.True(exception is LedgerUnavailableException or OperationCanceledException, exception?.ToString());

        await _server.StartAsync();

        await RecoverAsync(ledger);
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(Request("cactus:1"), Token));
    }

    [Fact]
    public async Task ClaimAsync_ServerIsDown_FailsAtOnceAndIsNotRunLater()
    {
        await _server.StartAsync();
        await using var ledger = Open();
        await ledger.CheckAsync(Token);
        await _server.StopAsync();
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token));

        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.ClaimAsync(Request("cactus:1"), Token));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await _server.StartAsync();
        await RecoverAsync(ledger);
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(Request("cactus:1"), Token));
    }

    [Fact]
    public async Task EveryOperation_ScriptsAreFlushed_Succeeds()
    {
        await _server.StartAsync();
        await using var ledger = Open();
        await ledger.CheckAsync(Token);
        var request = Request("cactus:1");

        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(request, Token));
        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.True(await ledger.ReleaseAsync(request.Claim, Token));
        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.Equal(ClaimResult.Claimed(2), await ledger.ClaimAsync(request, Token));
        await _server.CommandAsync("SCRIPT", "FLUSH");
        Assert.True(await ledger.SettleAsync(request.Claim, Ok, Token));
        await _server.CommandAsync("SCRIPT", "FLUSH");
        await ledger.CheckAsync(Token);
    }

    [Fact]
    public async Task ClaimAsync_ServerHangs_EndsWithTheToken()
    {
        await _server.StartAsync();
        await using var ledger = Open();
        await ledger.CheckAsync(Token);
        await _server.SuspendAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ledger.ClaimAsync(Request("cactus:1"), limit.Token));

        await _server.ResumeAsync();
        await RecoverAsync(ledger);
    }

    /// <summary>A call with a time limit, because it would never complete on a connection that forwards nothing.</summary>
    [Fact(Timeout = 90_000)]
    public async Task ClaimAsync_NetworkForgotTheConnection_ConnectsAnew()
    {
        await _server.StartAsync();
        await using var proxy = new TcpFaultProxy(_server.Port);
        await using var ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = proxy.EndPoint });
        await RecoverAsync(ledger);

        proxy.Forget();

        Assert.True(await IsHangingAsync(ledger));
        await Eventually.TrueAsync(async () => !await IsHangingAsync(ledger), Token);
        await RecoverAsync(ledger);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(Request("cactus:1"), limit.Token));
    }

    [Theory]
    [InlineData("READONLY", "REPLICAOF", "127.0.0.1", "1")]
    [InlineData("NOREPLICAS", "CONFIG", "SET", "min-replicas-to-write", "1")]
    public async Task EveryOperation_ServerRefusesWrites_IsUnavailable(string code, params string[] command)
    {
        await _server.StartAsync();
        await using var ledger = Open();
        var request = Request("cactus:1");
        Assert.Equal(ClaimResult.Claimed(1), await ledger.ClaimAsync(request, Token));
        await _server.CommandAsync(command);

        foreach (var operation in (Func<Task>[])[
            async () => await ledger.ClaimAsync(Request("cactus:2"), Token),
            async () => await ledger.SettleAsync(request.Claim, Ok, Token),
            async () => await ledger.CheckAsync(Token)])
        {
            var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(operation);
            Assert.Matches($"{code}|not connected", exception.Message);
            Assert.DoesNotContain("cactus", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryOperation_AfterDispose_IsUnavailable()
    {
        await _server.StartAsync();
        var ledger = Open();
        await ledger.CheckAsync(Token);

        await ledger.DisposeAsync();
        await ledger.DisposeAsync();

        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token));
    }

    private static ClaimRequest Request(string key) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromMinutes(10)), new Fingerprint(1), TimeSpan.FromMinutes(10));

    /// <summary>Each attempt has a time limit, as it has in the gateway.</summary>
    private static Task RecoverAsync(RedisCallbackLedger ledger) => Eventually.TrueAsync(
        async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            return await Record.ExceptionAsync(async () => await ledger.CheckAsync(limit.Token)) is null;
        },
        Token);

    private static async Task<bool> IsHangingAsync(RedisCallbackLedger ledger)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        return await Record.ExceptionAsync(async () => await ledger.CheckAsync(limit.Token)) is OperationCanceledException;
    }

    private RedisCallbackLedger Open() => new(new RedisLedgerOptions { Configuration = _server.EndPoint });
}
