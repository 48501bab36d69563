using EdgeGateway.Callbacks.Ledger;
using Xunit;

namespace EdgeGateway.Testing.Ledger;

public abstract partial class LedgerConformance
{
    public static TheoryData<int, string?, int> Acknowledgements { get; } = new()
    {
        { 200, null, 0 },
        { 200, "text/plain", 2 },
        { 204, null, 0 },
        { 202, "application/json; charset=utf-8", 256 },
        { 299, "", 1 },
        { 200, "application/octet-stream", RecordedAcknowledgement.MaxBodyBytes },
    };

    public static TheoryData<string> Keys { get; } = new()
    {
        "a",
        "cactus:invoice%3A1%7Cshop%2F7",
        "%25%00%0D%0A",
        "cactus:{tag}:1",
        "'; DROP TABLE callbacks; --",
        new string('k', CallbackKey.MaxLength),
        new string('%', CallbackKey.MaxLength),
    };

    [Fact]
    public async Task ClaimAsync_FreeKey_IsTheFirstAttempt() =>
        Assert.Equal(ClaimResult.Claimed(1), await Ledger.ClaimAsync(Request(), Token));

    [Fact]
    public async Task ClaimAsync_ClaimedKey_IsInFlightForTheRestOfTheLease()
    {
        await ClaimAsync(Request(lease: LongTime));

        var result = await Ledger.ClaimAsync(Request(), Token);

        Assert.Equal(ClaimStatus.InFlight, result.Status);
        Assert.InRange(result.LeaseRemaining, LongTime - TimeSpan.FromSeconds(30), LongTime);
    }

    [Fact]
    public async Task ClaimAsync_SameOwnerTwice_IsInFlight()
    {
        var request = Request();
        await ClaimAsync(request);

        Assert.Equal(ClaimStatus.InFlight, (await Ledger.ClaimAsync(request, Token)).Status);
    }

    [Theory]
    [MemberData(nameof(Acknowledgements))]
    public async Task ClaimAsync_SettledKey_AnswersByteForByte(int status, string? contentType, int length)
    {
        var body = new byte[length];
        for (var i = 0; i < length; i++)
        {
            // Every byte value, from the highest on, so that a wrong encoding is detected.
            body[i] = (byte)(255 - i);
        }

        var acknowledgement = new RecordedAcknowledgement(status, contentType, body);
        await SettleAsync(Request(), acknowledgement);

        await AssertSettledAsync(expected: acknowledgement);
        await AssertSettledAsync(expected: acknowledgement);
    }

    [Fact]
    public async Task ClaimAsync_ReleasedKey_IsTheNextAttempt()
    {
        await ReleaseAsync(Request());

        var second = await ClaimAsync(Request(), attempt: 2);
        Assert.True(await Ledger.ReleaseAsync(second, Token));

        await ClaimAsync(Request(), attempt: 3);
        await AssertInFlightAsync();
    }

    [Fact]
    public async Task ClaimAsync_SettledAtTheSecondAttempt_AnswersWithIt()
    {
        await ReleaseAsync(Request());
        var second = await ClaimAsync(Request(), attempt: 2);

        Assert.True(await Ledger.SettleAsync(second, Ok, Token));

        await AssertSettledAsync();
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task ClaimAsync_OddKey_IsKeptApartFromItsNeighbors(string key)
    {
        await SettleAsync(Request(key));

        await AssertSettledAsync(key);
        await ClaimAsync(Request(string.Concat("b", key.AsSpan(1))));
        await ClaimAsync(Request(string.Concat(key.AsSpan(0, key.Length - 1), "z")));
    }

    [Fact]
    public async Task ClaimAsync_KeysThatDifferInCase_AreTwo()
    {
        await ClaimAsync(Request("cactus:a"));
        await ClaimAsync(Request("cactus:A"));
    }

    [Fact]
    public async Task CheckAsync_StoreIsUp_Returns() => await Ledger.CheckAsync(Token);

    [Fact]
    public async Task EveryOperation_CanceledToken_IsCanceledAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var claim = await ClaimAsync(Request());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Ledger.ClaimAsync(Request("cactus:2"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Ledger.SettleAsync(claim, Ok, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Ledger.ReleaseAsync(claim, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Ledger.CheckAsync(cancelled));

        await AssertInFlightAsync();
        await ClaimAsync(Request("cactus:2"));
    }
}
