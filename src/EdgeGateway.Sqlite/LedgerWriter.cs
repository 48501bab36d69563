using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;

namespace EdgeGateway.Sqlite;

/// <summary>
/// The one thread that writes. It takes all that is queued, runs it in one transaction and completes the callers after the
/// commit: the disk is waited for once per batch, not once per callback.
/// </summary>
internal sealed class LedgerWriter
{
    private const int MaxBatch = 512;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly LedgerFile _file;
    private readonly OperationQueue _queue;
    private readonly TimeProvider _timeProvider;
    private readonly SweepPace _pace = new();
    private readonly List<LedgerOperation> _batch = new(MaxBatch);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LedgerDatabase? _database;
    private long? _swept;

    public LedgerWriter(LedgerFile file, OperationQueue queue, TimeProvider timeProvider)
    {
        _file = file;
        _queue = queue;
        _timeProvider = timeProvider;
        _database = file.Open();
        new Thread(Run) { IsBackground = true, Name = "EdgeGateway ledger" }.Start();
    }

    /// <summary>Completes when the queue was closed, its last operation is committed and the file is closed.</summary>
    public Task Stopped => _stopped.Task;

    private void Run()
    {
        var idle = TimeSpan.Zero;
        while (_queue.TryTake(_batch, MaxBatch, idle))
        {
            if (_batch.Count > 0)
            {
                Commit();
                _batch.Clear();
            }

            idle = TrySweep() ? TimeSpan.Zero : SweepInterval;
        }

        Close();
        _stopped.SetResult();
    }

    private void Commit()
    {
        try
        {
            _database ??= _file.Open();
            _database.Begin();
            var now = Now();
            foreach (var operation in _batch)
            {
                if (operation.TryStart())
                {
                    operation.Execute(_database, now);
                }
            }

            _database.Commit();
        }
        catch (Exception exception)
        {
            // Marked: whatever went wrong, every caller must learn of it and the writer must live on.
            Close();
            foreach (var operation in _batch)
            {
                operation.Fail(new LedgerUnavailableException("The ledger's file cannot be written.", exception));
            }

            return;
        }

        foreach (var operation in _batch)
        {
            operation.Complete();
        }
    }

    /// <summary>True when there is more to sweep at once.</summary>
    private bool TrySweep()
    {
        // By the clock that nobody sets: one that was set back must not keep the file from being swept.
        if (_database is null || (_swept is { } swept && _timeProvider.GetElapsedTime(swept) < SweepInterval))
        {
            return false;
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            var limit = _pace.Limit;
            _database.Begin();
            var removed = _database.Sweep(Now(), limit);
            _database.Commit();
            if (removed == limit)
            {
                _pace.Took(Stopwatch.GetElapsedTime(started));
                return true;
            }

            _swept = _timeProvider.GetTimestamp();
        }
        catch (SqliteFailureException)
        {
            // No caller waits for this; the next batch opens the file anew and reports what is wrong.
            Close();
        }

        return false;
    }

    /// <summary>
    /// Ends an open transaction, too. A fresh connection is the one recovery for every failure: it depends on nothing that
    /// the failure may have left behind.
    /// </summary>
    private void Close()
    {
        _database?.Dispose();
        _database = null;
    }

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
