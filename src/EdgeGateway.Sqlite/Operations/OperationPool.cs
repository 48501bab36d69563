using System.Collections.Concurrent;

namespace EdgeGateway.Sqlite.Operations;

/// <summary>Keeps completed operations for reuse; operations above the limit are left to the garbage collector.</summary>
internal sealed class OperationPool<TOperation>(Func<OperationPool<TOperation>, TOperation> create)
    where TOperation : class
{
    private const int Limit = 1024;

    private readonly ConcurrentQueue<TOperation> _operations = new();
    private int _count;

    public TOperation Rent()
    {
        if (!_operations.TryDequeue(out var operation))
        {
            return create(this);
        }

        Interlocked.Decrement(ref _count);
        return operation;
    }

    public void Return(TOperation operation)
    {
        if (Interlocked.Increment(ref _count) <= Limit)
        {
            _operations.Enqueue(operation);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
