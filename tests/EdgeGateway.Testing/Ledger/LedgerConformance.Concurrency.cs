using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    private const int Callers = 64;

    [Fact]
    public async Task ClaimAsync_ManyCallersOfOneKey_ExactlyOneWins()
    {
        var results = await RunAsync(_ => Ledger.ClaimAsync(Request(), Token));

        Assert.Single(results, result => result == ClaimResult.Claimed(1));
        Assert.Equal(Callers - 1, results.Count(result => result.Status is ClaimStatus.InFlight));
    }

    [Fact]
    public async Task ClaimAsync_ManyCallersOfAReleasedKey_ExactlyOneWins()
    {
        await ReleaseAsync(Request());

        var results = await RunAsync(_ => Ledger.ClaimAsync(Request(), Token));

        Assert.Single(results, result => result == ClaimResult.Claimed(2));
        Assert.Equal(Callers - 1, results.Count(result => result.Status is ClaimStatus.InFlight));
    }

    [Fact]
    public async Task ClaimAndSettle_ManyCallersOfDifferentKeys_AreIndependent()
    {
        await RunAsync(async caller =>
        {
            for (var i = 0; i < 10; i++)
            {
                var (key, acknowledgement) = Own(caller, i);
                await SettleAsync(Request(key), acknowledgement);
            }

            return true;
        });

        for (var caller = 0; caller < Callers; caller++)
        {
            var (key, acknowledgement) = Own(caller, 9);
            await AssertSettledAsync(key, acknowledgement);
        }
    }

    [Fact]
    public async Task SettleAndRelease_AtTheSameMoment_ExactlyOneWins()
    {
        var claim = await ClaimAsync(Request());

        var results = await RunAsync(caller =>
            caller % 2 == 0 ? Ledger.SettleAsync(claim, Ok, Token) : Ledger.ReleaseAsync(claim, Token));

        Assert.Single(results, won => won);
    }

    private static (string Key, RecordedAcknowledgement Acknowledgement) Own(int caller, int i) =>
        ($"cactus:{caller}:{i}", new RecordedAcknowledgement(200 + (i % 10), $"text/{caller}", new byte[caller]));

    private static async Task<TResult[]> RunAsync<TResult>(Func<int, ValueTask<TResult>> call) =>
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () => await call(caller), Token)));
}
