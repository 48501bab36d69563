using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>How often, and when last, one key's signatures fitted. Safe for concurrent use.</summary>
internal sealed class KeyActivity
{
    private readonly long[] _matches = new long[Enum.GetValues<Rendering>().Length];
    private long _last;

    /// <summary>In unix seconds.</summary>
    public long LastMatch => Interlocked.Read(ref _last);

    public void Matched(Rendering rendering, DateTimeOffset now)
    {
        Interlocked.Increment(ref _matches[(int)rendering]);
        Interlocked.Exchange(ref _last, now.ToUnixTimeSeconds());
    }

    /// <summary>By the way of writing the content that fitted; only those that have.</summary>
    public IEnumerable<(Rendering Rendering, long Count)> Matches()
    {
        for (var index = 0; index < _matches.Length; index++)
        {
            if (Interlocked.Read(ref _matches[index]) is > 0 and var count)
            {
                yield return ((Rendering)index, count);
            }
        }
    }
}
