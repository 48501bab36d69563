using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Sqlite.Operations;
using EdgeGateway.Sqlite.Storage;
using EdgeGateway.Sqlite.Sweeping;

namespace EdgeGateway.Sqlite;

/// <summary>
/// The only thread that writes. It takes all queued operations, runs them in one transaction and completes the callers after the commit, so
/// that there is one disk write per batch and not per callback. Expired records are removed with the batches, and separately while the
/// queue is empty.
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

    /// <summary>Completes after the queue is closed, its last operation is committed and the file is closed.</summary>
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
            // Catches everything: whatever fails, every caller must get the exception and the writer must continue.
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

    /// <summary>Removes one slice, after which the queue is checked again.</summary>
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
            // No caller waits for this; the next batch reopens the file and reports the failure.
            Close();
            _sweep.Failed();
        }
    }

    /// <summary>
    /// Also ends an open transaction. A new connection is the recovery from every failure, because it does not depend on state that the
    /// failure may have left behind.
    /// </summary>
    private void Close()
    {
        _database?.Dispose();
        _database = null;
    }

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
