using System.Diagnostics.CodeAnalysis;

namespace EdgeGateway.Redis;

/// <summary>
/// A pool of idle calls. The runtime's pool of state machines keeps one per thread and core, but as many calls are in flight as there are
/// callbacks.
/// </summary>
internal sealed class RedisCallPool<TCall>
    where TCall : class
{
    private const int Most = 1024;

    private readonly Lock _lock = new();
    private readonly Stack<TCall> _idle = new();

    public bool TryTake([NotNullWhen(true)] out TCall? call)
    {
        lock (_lock)
        {
            return _idle.TryPop(out call);
        }
    }

    public void Return(TCall call)
    {
        lock (_lock)
        {
            if (_idle.Count < Most)
            {
                _idle.Push(call);
            }
        }
    }
}
