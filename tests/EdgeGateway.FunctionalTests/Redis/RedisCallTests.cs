using System.Text;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Redis;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Redis;
using Xunit;

namespace EdgeGateway.FunctionalTests.Redis;

/// <summary>Call objects are pooled. No caller may get another's result, or write another's key.</summary>
public sealed class RedisCallTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const int Rounds = 50;
    private const int Callers = 50;

    private readonly RedisCallbackLedger _ledger = new(new RedisLedgerOptions { Configuration = server.EndPoint });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.CommandAsync("FLUSHALL");
        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await _ledger.CheckAsync(Token), Token);
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task EveryOperation_ManyAreCanceledAtOnce_NoneGetsAnothersReplyOrArguments()
    {
        // Loads the scripts: a call that is canceled during loading fails in another way.
        Assert.True(await DeliverAsync("first", 0, CancellationToken.None));
        var (answered, givenUp) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            // Canceled while replies arrive: at that time, some calls have completed, some are completing, and some are not written yet.
            using var limit = new CancellationTokenSource();
            var impatient = Enumerable.Range(0, Callers).Select(caller => DeliverAsync($"impatient/{round}/{caller}", caller, limit.Token)).ToList();
            var patient = Enumerable.Range(0, Callers).Select(caller => DeliverAsync($"patient/{round}/{caller}", caller, CancellationToken.None)).ToList();
            await impatient[round];
            await limit.CancelAsync();

            Assert.All(await Task.WhenAll(patient), static ended => Assert.True(ended));
            var ends = await Task.WhenAll(impatient);
            answered += ends.Count(static ended => ended);
            givenUp += ends.Count(static ended => !ended);
        }

        Assert.True(answered > 0 && givenUp > 0, $"{answered} were answered and {givenUp} were canceled: both must occur.");
    }

    /// <summary>Claims, settles and claims again, and compares the results with the expected ones; false if it was canceled.</summary>
    private async Task<bool> DeliverAsync(string key, int caller, CancellationToken limit)
    {
        var claim = new Claim(new CallbackKey(key), OwnerToken.Create(), TimeSpan.FromMinutes(10 + caller));
        var request = new ClaimRequest(claim, new Fingerprint((UInt128)(caller + 1)), TimeSpan.FromMinutes(1));
        var acknowledgement = new RecordedAcknowledgement(200, "text/plain", Encoding.UTF8.GetBytes(key));
        try
        {
            Assert.Equal(ClaimResult.Claimed(1), await _ledger.ClaimAsync(request, limit));
            Assert.Equal(ClaimStatus.InFlight, (await _ledger.ClaimAsync(request with { Claim = claim with { Owner = OwnerToken.Create() } }, limit)).Status);
            Assert.True(await _ledger.SettleAsync(claim, acknowledgement, limit));
            var again = await _ledger.ClaimAsync(request, limit);
            Assert.Equal(ClaimStatus.AlreadySettled, again.Status);
            Assert.Equal(key, Encoding.UTF8.GetString(again.Acknowledgement!.Body.Span));
            Assert.False(await _ledger.ReleaseAsync(claim, limit));
            return true;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            Assert.Equal(limit, exception.CancellationToken);
            return false;
        }
    }
}
