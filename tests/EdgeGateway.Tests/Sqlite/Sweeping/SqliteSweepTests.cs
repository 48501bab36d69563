using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite;
using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;
using EdgeGateway.Sqlite.Sweeping;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Sqlite.Sweeping;

/// <summary>A writer and a file with many expired records. Operations that are queued before the writer starts run before it sweeps.</summary>
public sealed class SqliteSweepTests : IAsyncLifetime
{
    private const int Expired = 3000;

    private readonly LedgerDirectory _directory = new();
    private readonly TestTimeProvider _time = new();
    private readonly OperationQueue _queue = new(100);
    private LedgerFile _file = null!;
    private LedgerWriter? _writer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _file = new LedgerFile(_directory.Path);
        _file.Open().Dispose();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        if (_writer is not null)
        {
            await _writer.Stopped;
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task Run_NobodyWaits_RemovesAllThatExpired()
    {
        Fill(Expired);
        Start();

        await Eventually.TrueAsync(() => Task.FromResult(Count() == 0), Token);
    }

    [Fact]
    public async Task Run_OperationsWait_AreTakenAfterTheSliceOfOneGroup()
    {
        Fill(Expired);
        List<int> expired = [];
        var last = new WriterStep((_, _) => expired.Add(CountExpired()));
        var readsOnly = new WriterStep((_, _) => Add(last, expired));
        var adds = new WriterStep((database, now) =>
        {
            Claim(database, now, 16, TimeSpan.FromDays(7));
            Add(readsOnly, expired);
        });
        _queue.TryAdd(adds);
        Start();

        await last.Ended;

        // 16 records were added and 18 removed. A group that adds nothing removes nothing.
        Assert.Equal([Expired, Expired - 18, Expired - 18], expired);
    }

    [Fact]
    public async Task Run_NeverIdleAndAsManyExpireAsCome_KeepsUp()
    {
        const int Each = 10;
        const int Backlog = 40;
        var rest = 0;
        var rounds = 0;
        Fill(Backlog);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Round(LedgerDatabase database, long now)
        {
            if (++rounds == 100)
            {
                rest = CountExpired();
                done.SetResult();
                return;
            }

            Claim(database, now, Each, retention: TimeSpan.FromSeconds(2));
            _time.Advance(SweepSchedule.Interval);
            _queue.TryAdd(new WriterStep(Round));
        }

        _queue.TryAdd(new WriterStep(Round));
        Start();
        await done.Task.WaitAsync(Token);

        // Only the records that expired since the previous group began.
        Assert.InRange(rest, 1, 2 * Each);
    }

    [Fact]
    public async Task Run_ExpiredButNotRemoved_IsNoRecord()
    {
        Fill(Expired);
        var old = Request("old:3000", TimeSpan.FromDays(7));
        var step = new WriterStep((database, now) =>
        {
            Assert.False(database.Settle(old.Claim, new RecordedAcknowledgement(200, null, default), now));
            Assert.False(database.Release(old.Claim, now));
            Assert.Equal(ClaimResult.Claimed(1), database.Claim(old, now));
            Assert.Equal(Expired, Count());
        });
        _queue.TryAdd(step);
        Start();

        await step.Ended;
    }

    [Fact]
    public async Task Run_SweepingFails_OperationsGoOnWithoutIt()
    {
        Fill(Expired);
        _directory.Query("CREATE TRIGGER refuse BEFORE DELETE ON callbacks BEGIN SELECT RAISE(ABORT, 'no'); END");
        static void Claims(LedgerDatabase database, long now) => Claim(database, now, 1, TimeSpan.FromDays(7));
        var second = new WriterStep(Claims);
        var first = new WriterStep((database, now) =>
        {
            Claims(database, now);
            _queue.TryAdd(second);
        });
        _queue.TryAdd(first);
        Start();

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => first.Ended);
        await second.Ended;
    }

    private static void Claim(LedgerDatabase database, long now, int count, TimeSpan retention)
    {
        for (var i = 0; i < count; i++)
        {
            database.Claim(Request($"{Guid.NewGuid()}", retention), now);
        }
    }

    private static ClaimRequest Request(string key, TimeSpan retention) =>
        new(new Claim(new CallbackKey(key), OwnerToken.Create(), retention), new Fingerprint(1), Lease: TimeSpan.FromSeconds(1));

    /// <summary>Settled records that expired half a century ago.</summary>
    private void Fill(int count) => _directory.Query(
        $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO callbacks (key, state, fingerprint, attempt, first_seen, lease_end, expires, status, body)
        SELECT 'old:' || i, 2, zeroblob(16), 1, 0, 0, i, 200, zeroblob(0) FROM n
        """);

    private void Start() => _writer = new LedgerWriter(_file, _queue, _time);

    private void Add(WriterStep next, List<int> expired)
    {
        expired.Add(CountExpired());
        _queue.TryAdd(next);
    }

    private int Count() => int.Parse(_directory.Query("SELECT COUNT(*) FROM callbacks")[0], null);

    private int CountExpired() => int.Parse(
        _directory.Query($"SELECT COUNT(*) FROM callbacks WHERE expires <= {_time.GetUtcNow().ToUnixTimeMilliseconds()}")[0], null);
}
