using System.Diagnostics;
using SQLitePCL;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>A connection with the settings required for durability. Not thread-safe.</summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>How long to wait for another process's lock before an operation is refused; shorter than the callers' timeout.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Several processes may open a new file at once while one of them switches it to write-ahead logging.</summary>
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(5);

    private readonly sqlite3 _handle;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;

    static SqliteConnection() => Batteries_V2.Init();

    public SqliteConnection(string path)
    {
        // Without SQLITE_OPEN_CREATE: the file has been created with its permissions, and a ledger that disappears while the gateway runs
        // is an error. It must not be replaced with an empty one.
        var code = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Check(code, "Opening the file");
            Check(raw.sqlite3_busy_timeout(_handle, (int)OpenTimeout.TotalMilliseconds), "Setting the busy timeout");
            Configure();
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");

            // From here on Begin waits by itself: SQLite's timeout sleeps for whole seconds if it was built without usleep, as the bundled
            // Linux library was.
            Check(raw.sqlite3_busy_timeout(_handle, 0), "Setting the busy timeout");
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public SqliteStatement Prepare(string sql) => new(_handle, sql);

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql), "Running a statement");

    /// <summary>Begins a write transaction, and waits for the transaction of another process to end.</summary>
    public void Begin()
    {
        var started = Stopwatch.GetTimestamp();
        for (var spinner = new SpinWait(); !_begin.TryExecute(); spinner.SpinOnce())
        {
            if (Stopwatch.GetElapsedTime(started) > BusyTimeout)
            {
                throw new SqliteFailureException("Waiting for the write lock", raw.SQLITE_BUSY);
            }
        }
    }

    public void Commit() => _commit.Execute();

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Rolls back an open transaction.</summary>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _handle.Dispose();
    }

    private void Configure()
    {
        using (var journal = Prepare("PRAGMA journal_mode=WAL"))
        {
            // Without shared memory, SQLite returns the mode that it could set instead of an error.
            if (!journal.Step() || journal.Text(0) is not "wal")
            {
                throw new SqliteFailureException("Switching to the write-ahead log", raw.SQLITE_CANTOPEN);
            }
        }

        // FULL: a completed commit survives a power failure.
        Execute("PRAGMA synchronous=FULL");
        Execute("PRAGMA cache_size=-16384");

        // A commit with this many pages in the log copies them to the file while callers wait, which takes up to 10 ms. With eight times as
        // many pages it took 40 ms and more.
        Execute("PRAGMA wal_autocheckpoint=500");
        Execute("PRAGMA journal_size_limit=67108864");
    }

    private void Check(int code, string action)
    {
        if (code is not raw.SQLITE_OK)
        {
            throw new SqliteFailureException(action, raw.sqlite3_extended_errcode(_handle) is var extended and > 0 ? extended : code);
        }
    }
}
