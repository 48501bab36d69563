using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>How often and when a key last matched. Safe for concurrent use.</summary>
internal sealed class KeyActivity
{
    private readonly long[] _matches = new long[Enum.GetValues<Rendering>().Length];
    private long _last;

    /// <summary>The time of the last match, in Unix seconds.</summary>
    public long LastMatch => Interlocked.Read(ref _last);

    public void Matched(Rendering rendering, DateTimeOffset now)
    {
        Interlocked.Increment(ref _matches[(int)rendering]);
        Interlocked.Exchange(ref _last, now.ToUnixTimeSeconds());
    }

    /// <summary>The number of matches for each rendering that has matched.</summary>
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
