using System.Collections.Concurrent;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>Tracks the deliveries, claims and keys of one profile; read on collection. Safe for concurrent use.</summary>
internal sealed class ProfileActivity(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<long> _claims = new();
    private readonly ConcurrentDictionary<string, KeyActivity> _keys = new(StringComparer.Ordinal);
    private long _delivered;

    /// <summary>The time of the last delivery, in Unix seconds; 0 if there was none since the start.</summary>
    public long LastDelivered => Interlocked.Read(ref _delivered);

    /// <summary>The number of claims currently held.</summary>
    public int OpenClaims
    {
        get
        {
            lock (_lock)
            {
                return _claims.Count;
            }
        }
    }

    /// <summary>The age of the oldest held claim; zero if there is none.</summary>
    public TimeSpan OldestClaim
    {
        get
        {
            lock (_lock)
            {
                return _claims.First is { } first ? timeProvider.GetElapsedTime(first.Value) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The keys that have matched since the start.</summary>
    public IEnumerable<KeyValuePair<string, KeyActivity>> Keys => _keys;

    public void Delivered() => Interlocked.Exchange(ref _delivered, timeProvider.GetUtcNow().ToUnixTimeSeconds());

    public void Matched(string keyId, Rendering rendering) =>
        _keys.GetOrAdd(keyId, static _ => new KeyActivity()).Matched(rendering, timeProvider.GetUtcNow());

    /// <summary>When the key last matched, in Unix seconds; 0 if not since the start.</summary>
    public long LastMatch(string keyId) => _keys.TryGetValue(keyId, out var key) ? key.LastMatch : 0;

    public LinkedListNode<long> ClaimStarted()
    {
        var claim = new LinkedListNode<long>(timeProvider.GetTimestamp());
        lock (_lock)
        {
            // In the order in which they started, so that the first is the oldest.
            _claims.AddLast(claim);
        }

        return claim;
    }

    public void ClaimEnded(LinkedListNode<long> claim)
    {
        lock (_lock)
        {
            _claims.Remove(claim);
        }
    }
}
