using System.Collections.Concurrent;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>When things last happened to one profile's callbacks. Safe for concurrent use.</summary>
internal sealed class ProfileActivity(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<long> _claims = new();
    private readonly ConcurrentDictionary<string, long> _matches = new(StringComparer.Ordinal);
    private long _delivered = timeProvider.GetTimestamp();

    /// <summary>Since a callback was last delivered; since the profile was first known where none was.</summary>
    public TimeSpan SinceDelivered => timeProvider.GetElapsedTime(Interlocked.Read(ref _delivered));

    /// <summary>How long the oldest claim is held by now; zero where there is none.</summary>
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

    public void Delivered() => Interlocked.Exchange(ref _delivered, timeProvider.GetTimestamp());

    public void Matched(string keyId) => _matches[keyId] = timeProvider.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>When the key last matched, in unix seconds; 0: not since the start.</summary>
    public long LastMatch(string keyId) => _matches.GetValueOrDefault(keyId);

    public LinkedListNode<long> ClaimStarted()
    {
        var claim = new LinkedListNode<long>(timeProvider.GetTimestamp());
        lock (_lock)
        {
            // In the order of their beginnings, so that the first is the oldest.
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
