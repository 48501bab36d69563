using System.Collections.Concurrent;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

public sealed class RedisPasswordTests : IAsyncLifetime
{
    private readonly RedisServer _server = new();
    private readonly ConcurrentQueue<string> _reasons = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _server.CommandAsync("CONFIG", "SET", "requirepass", "right");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(",password=wrong")]
    [InlineData("")]
    public async Task EveryOperation_PasswordIsWrong_SaysSoAndSoDoesTheLogOnce(string password)
    {
        await using var ledger = new RedisCallbackLedger(new RedisLedgerOptions { Configuration = _server.EndPoint + password }, _reasons.Enqueue);

        // Under load the client may not have tried yet when it is first asked, or may have lost the reason; the one that replaces it knows.
        const string Reason = "it refused the password, or asked for one";
        await Eventually.TrueAsync(
            async () => await Record.ExceptionAsync(async () => await ledger.CheckAsync(Token)) is { } first && first.Message.Contains(Reason, StringComparison.Ordinal),
            Token);
        for (var i = 0; i < 3; i++)
        {
            var exception = await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await ledger.CheckAsync(Token));
            Assert.Equal("Redis is not connected: it refused the password, or asked for one.", exception.Message);
            Assert.True(exception.WasNeverSent);
        }

        Assert.Equal(1, _reasons.Count(static reason => reason == Reason));
    }
}
