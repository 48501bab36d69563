using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace EdgeGateway.Tests.Sqlite;

/// <summary>Operations of several callers and the single writer.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly RecordedAcknowledgement Ok = new(200, null, default);

    private readonly LedgerDirectory _directory = new();
    private readonly TestTimeProvider _time = new();
    private SqliteCallbackLedger _ledger = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _ledger = new SqliteCallbackLedger(_directory.Options, _time);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task ClaimAsync_RecordsHaveExpired_AreSwept()
    {
        for (var i = 0; i < 500; i++)
        {
            await _ledger.ClaimAsync(Request($"cactus:{i}", TimeSpan.FromDays(i % 2)), Token);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await _ledger.ClaimAsync(Request("cactus:new"), Token);

        // The retention of 250 records has ended; the others and the new one stay.
        await Eventually.TrueAsync(() => Task.FromResult(_directory.Query("SELECT COUNT(*) FROM callbacks") is ["251"]), Token);
        Assert.Equal(ClaimResult.Claimed(2), await _ledger.ClaimAsync(Request("cactus:1"), Token));
        Assert.Equal(ClaimResult.Claimed(1), await _ledger.ClaimAsync(Request("cactus:2"), Token));
    }

    [Fact]
    public async Task ClaimAsync_TokenFiresBeforeTheWriterBegan_IsNotExecuted()
    {
        using var cancellation = new CancellationTokenSource();
        Task<ClaimResult> claim;
        await using (Lock())
        {
            claim = _ledger.ClaimAsync(Request("cactus:1"), cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => claim);
        }

        await Eventually.SucceedsAsync<LedgerUnavailableException>(async () => await _ledger.CheckAsync(Token), Token);
        Assert.Equal(["0"], _directory.Query("SELECT COUNT(*) FROM callbacks"));
    }

    [Fact]
    public async Task ClaimAsync_QueueIsFull_IsUnavailableAtOnce()
    {
        var waiting = new List<Task>();
        await using (Lock())
        {
            for (var i = 0; i < 2 * SqliteCallbackLedger.Capacity; i++)
            {
                waiting.Add(_ledger.ClaimAsync(Request($"cactus:{i}"), Token).AsTask());
            }

            Assert.Contains(waiting, task => task.IsFaulted);
        }

        foreach (var task in waiting)
        {
            Assert.True(await Record.ExceptionAsync(() => task) is null or LedgerUnavailableException);
        }

        await _ledger.CheckAsync(Token);
    }

    [Fact]
    public async Task DisposeAsync_OperationsWait_CommitsThemFirst()
    {
        var claims = Enumerable.Range(0, 1000).Select(i => _ledger.ClaimAsync(Request($"cactus:{i}"), Token).AsTask()).ToList();

        await _ledger.DisposeAsync();

        Assert.All(await Task.WhenAll(claims), result => Assert.Equal(ClaimResult.Claimed(1), result));
        Assert.Equal(["1000"], _directory.Query("SELECT COUNT(*) FROM callbacks"));

        // A statement that is not finalized would keep the file open and its write-ahead log on the disk.
        Assert.False(File.Exists(_directory.Path + "-wal"));
    }

    [Fact]
    public async Task EveryOperation_AfterDispose_IsUnavailable()
    {
        await _ledger.DisposeAsync();
        var request = Request("cactus:1");

        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.ClaimAsync(request, Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.SettleAsync(request.Claim, Ok, Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.ReleaseAsync(request.Claim, Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _ledger.CheckAsync(Token));
    }

    [Fact]
    public async Task ClaimAsync_TokensFireAtRandom_EveryCallEndsAndNoResultIsMixedUp()
    {
        // Operations are pooled: a late cancellation or result must not complete the next call.
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(
            async () =>
            {
                for (var i = 0; i < 200; i++)
                {
                    using var cancellation = new CancellationTokenSource();
                    var call = _ledger.ClaimAsync(Request($"cactus:{caller}:{i}"), cancellation.Token).AsTask();
                    var cancel = i % 2 == 0 ? cancellation.CancelAsync() : Task.CompletedTask;
                    var exception = await Record.ExceptionAsync(() => call);
                    await cancel;

                    Assert.True(exception is null || (i % 2 == 0 && exception is OperationCanceledException), exception?.ToString());
                    if (exception is null)
                    {
                        Assert.Equal(ClaimResult.Claimed(1), await call);
                    }
                }
            },
            Token)));
    }

    private static ClaimRequest Request(string key, TimeSpan? retention = null) => new(
        new Claim(new CallbackKey(key), OwnerToken.Create(), retention ?? TimeSpan.FromDays(7)), new Fingerprint(1), TimeSpan.FromMinutes(1));

    /// <summary>Holds the write lock, as another process would.</summary>
    private SqliteConnection Lock()
    {
        var connection = _directory.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
