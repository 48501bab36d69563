using System.Diagnostics;
using SQLitePCL;

namespace EdgeGateway.Sqlite.Storage;

/// <summary>One open file, with the settings that its durability rests on. For one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>How long another process may hold the file before an operation is refused; below the callers' own limit.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Several may open a new file at once, and one of them turns it to write-ahead logging.</summary>
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(5);

    private readonly sqlite3 _handle;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;

    static SqliteConnection() => Batteries_V2.Init();

    public SqliteConnection(string path)
    {
        // Never SQLITE_OPEN_CREATE: the file is made with its permissions before, and a ledger that vanished while the
        // gateway runs is a fault, not a reason to begin an empty one.
        var code = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Check(code, "Opening the file");
            Check(raw.sqlite3_busy_timeout(_handle, (int)OpenTimeout.TotalMilliseconds), "Setting the busy timeout");
            Configure();
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");

            // From here on Begin waits: SQLite's own timeout sleeps whole seconds where it was built without usleep, and the
            // bundled Linux library is such a build.
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

    /// <summary>Begins a transaction that will write, waiting for another process's to end.</summary>
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

    /// <summary>Open transactions end with the connection; what was committed stays.</summary>
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
            // SQLite answers with the mode it could set, and no error, where shared memory is missing.
            if (!journal.Step() || journal.Text(0) is not "wal")
            {
                throw new SqliteFailureException("Switching to the write-ahead log", raw.SQLITE_CANTOPEN);
            }
        }

        // FULL: a commit that was answered is on the disk, also after a power cut.
        Execute("PRAGMA synchronous=FULL");
        Execute("PRAGMA cache_size=-16384");

        // A commit that finds so many pages in the log copies them to the file while callers wait, up to 10 ms: with eight times
        // as many, 40 ms and more.
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
