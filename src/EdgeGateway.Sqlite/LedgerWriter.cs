using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;
using EdgeGateway.Sqlite.Sweeping;

namespace EdgeGateway.Sqlite;

/// <summary>
/// The one thread that writes. It takes all that is queued, runs it in one transaction and completes the callers after the
/// commit: the disk is waited for once per batch, not once per callback. Expired records go with the batches, and by
/// themselves while nobody waits.
/// </summary>
internal sealed class LedgerWriter
{
    private const int MaxBatch = 512;

    private readonly LedgerFile _file;
    private readonly OperationQueue _queue;
    private readonly TimeProvider _timeProvider;
    private readonly SweepSchedule _sweep;
    private readonly List<LedgerOperation> _batch = new(MaxBatch);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LedgerDatabase? _database;

    public LedgerWriter(LedgerFile file, OperationQueue queue, TimeProvider timeProvider)
    {
        _file = file;
        _queue = queue;
        _timeProvider = timeProvider;
        _sweep = new SweepSchedule(timeProvider);
        _database = file.Open();
        new Thread(Run) { IsBackground = true, Name = "EdgeGateway ledger" }.Start();
    }

    /// <summary>Completes when the queue was closed, its last operation is committed and the file is closed.</summary>
    public Task Stopped => _stopped.Task;

    private void Run()
    {
        while (_queue.TryTake(_batch, MaxBatch, _sweep.Wait))
        {
            if (_batch.Count > 0)
            {
                Commit();
                _batch.Clear();
            }
            else
            {
                Sweep();
            }
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

            var slice = _sweep.GroupSlice(_database.Added);
            var removed = slice > 0 ? _database.Sweep(now, slice) : 0;
            _database.Commit();
            _sweep.Removed(removed, slice);
        }
        catch (Exception exception)
        {
            // Marked: whatever went wrong, every caller must learn of it and the writer must live on.
            Close();
            _sweep.Failed();
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

    /// <summary>One slice, after which the queue is looked at again.</summary>
    private void Sweep()
    {
        if (_database is null || _sweep.IdleSlice is not (> 0 and var slice))
        {
            return;
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            _database.Begin();
            var removed = _database.Sweep(Now(), slice);
            _database.Commit();
            _sweep.Removed(removed, slice, Stopwatch.GetElapsedTime(started));
        }
        catch (SqliteFailureException)
        {
            // No caller waits for this; the next batch opens the file anew and reports what is wrong.
            Close();
            _sweep.Failed();
        }
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
