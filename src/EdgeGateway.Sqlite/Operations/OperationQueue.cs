namespace EdgeGateway.Sqlite.Operations;

/// <summary>
/// A queue with many producers and one consumer. It is bounded, so that a writer that cannot keep up causes errors, not unlimited memory
/// use.
/// </summary>
internal sealed class OperationQueue(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<LedgerOperation> _operations = new();
    private bool _closed;

    /// <summary>Returns false if the queue is full or closed.</summary>
    public bool TryAdd(LedgerOperation operation)
    {
        lock (_gate)
        {
            if (_closed || _operations.Count >= capacity)
            {
                return false;
            }

            _operations.Enqueue(operation);
            if (_operations.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Moves up to <paramref name="limit"/> operations to <paramref name="batch"/>, and waits for the first one.</summary>
    /// <returns>False when the queue is closed and empty. The batch stays empty when <paramref name="idle"/> has passed.</returns>
    public bool TryTake(List<LedgerOperation> batch, int limit, TimeSpan idle)
    {
        lock (_gate)
        {
            if (_operations.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate, idle);
            }

            while (batch.Count < limit && _operations.TryDequeue(out var operation))
            {
                batch.Add(operation);
            }

            return batch.Count > 0 || !_closed;
        }
    }

    /// <summary>Refuses further operations; queued ones can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
