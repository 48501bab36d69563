using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite;

/// <summary>The records of an embedded ledger. The audit trail is a file next to it.</summary>
public sealed class SqliteLedgerRecords : ILedgerRecords
{
    private readonly TimeProvider _timeProvider;
    private readonly string _path;
    private readonly SqliteConnection _connection;

    /// <summary>Opens the ledger's file, which must exist.</summary>
    /// <exception cref="LedgerUnavailableException">The file does not exist or cannot be opened, or a newer program wrote it.</exception>
    public SqliteLedgerRecords(SqliteLedgerOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);

        _timeProvider = timeProvider;
        _path = Path.GetFullPath(options.Path);
        if (!File.Exists(_path))
        {
            throw new LedgerUnavailableException($"There is no ledger at '{_path}'.", innerException: null);
        }

        _connection = Run(() => new SqliteConnection(_path));
        try
        {
            Run(() => LedgerSchema.Ensure(_connection));
        }
        catch (InvalidOperationException exception)
        {
            _connection.Dispose();
            throw new LedgerUnavailableException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public bool IsIncomplete => false;

    private long Now => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public ValueTask<LedgerRecord?> FindAsync(CallbackKey key, CancellationToken cancellationToken) => new(Run(() =>
    {
        using var find = _connection.Prepare(LedgerStatements.Show);
        find.Bind(1, key.Value);
        find.Bind(2, Now);
        return find.Step() ? Read(find) : null;
    }));

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerRecord> ReadAsync(LedgerRecordFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Read in pages: a statement that stays open while the caller writes would keep the write-ahead log from shrinking.
        for (var before = long.MaxValue; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, last) = Run(() => ReadPage(before));
            foreach (var record in page.Where(filter.Matches))
            {
                yield return record;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            before = last;
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(LedgerRecord record, TimeSpan retention, CancellationToken cancellationToken) => new(Run(() =>
    {
        ArgumentNullException.ThrowIfNull(record);
        using var release = _connection.Prepare(LedgerStatements.Release);
        release.Bind(1, record.Key.Value);
        release.Bind(2, (record.Owner ?? default).Value);
        release.Bind(3, Now);
        release.Bind(4, Now + (long)Math.Ceiling(retention.TotalMilliseconds));
        return Write(release);
    }));

    /// <inheritdoc/>
    public ValueTask<bool> ForgetAsync(CallbackKey key, CancellationToken cancellationToken) => new(Run(() =>
    {
        using var forget = _connection.Prepare(LedgerStatements.Forget);
        forget.Bind(1, key.Value);
        forget.Bind(2, Now);
        return Write(forget);
    }));

    /// <inheritdoc/>
    public async ValueTask<string> AuditAsync(string line, CancellationToken cancellationToken)
    {
        var path = _path + ".audit";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var writer = new StreamWriter(path, options);
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException($"The audit trail '{path}' cannot be written.", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static LedgerRecord Read(SqliteStatement row)
    {
        try
        {
            return ReadColumns(row);
        }
        catch (ArgumentException exception)
        {
            throw new LedgerUnavailableException(
                $"The record of '{row.Text(0)}' is damaged: its owner is too short or one of its times is out of range. Restore the ledger's file, or delete the record with sqlite3.",
                exception);
        }
    }

    private static LedgerRecord ReadColumns(SqliteStatement row)
    {
        var state = (LedgerRecordState)row.Int64(1);
        return new LedgerRecord(new CallbackKey(row.Text(0)!), state, Time(row.Int64(5)))
        {
            Attempts = (int)row.Int64(2),
            FirstSeen = Time(row.Int64(3)),
            LeaseEnd = state is LedgerRecordState.Claimed ? Time(row.Int64(4)) : null,
            Owner = state is LedgerRecordState.Claimed ? new OwnerToken(row.UInt128(6)) : null,
            Acknowledgement = state is LedgerRecordState.Settled ? new((int)row.Int64(7), row.Text(8), row.Blob(9)) : null,
        };
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static T Run<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteFailureException exception)
        {
            throw new LedgerUnavailableException($"The ledger's file cannot be read or written. {exception.Message}", exception);
        }
    }

    private static void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    private (List<LedgerRecord> Page, long Last) ReadPage(long before)
    {
        const int size = 1000;
        var page = new List<LedgerRecord>(size);
        var last = before;
        using var list = _connection.Prepare(LedgerStatements.List);
        list.Bind(1, before);
        list.Bind(2, Now);
        list.Bind(3, (long)size);
        while (list.Step())
        {
            page.Add(Read(list));
            last = list.Int64(10);
        }

        return (page, last);
    }

    private bool Write(SqliteStatement statement)
    {
        _connection.Begin();
        var changed = statement.Execute();
        _connection.Commit();
        return changed > 0;
    }
}
