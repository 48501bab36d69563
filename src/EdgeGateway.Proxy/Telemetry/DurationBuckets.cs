using System.Diagnostics.Metrics;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Bucket boundaries of durations. A percentile is interpolated between two of them: without a boundary close to a timeout, operations that
/// end there appear to last almost until the next boundary.
/// </summary>
internal static class DurationBuckets
{
    /// <summary>How many timeouts get boundaries; each boundary is a series for each combination of tags.</summary>
    internal const int MaxTimeouts = 8;

    /// <summary>From an in-memory ledger operation to a merchant timeout.</summary>
    private static readonly double[] _usual = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>How much later than a timeout an operation ends that reaches it: timers are shared, and the ledger is asked once more.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(0.5);

    /// <summary>The usual boundaries, and two for each timeout: the timeout and a little more.</summary>
    /// <param name="timeouts">The configured timeouts, with repeats. If there are too many, the most frequent ones count.</param>
    public static InstrumentAdvice<double> With(IEnumerable<TimeSpan> timeouts)
    {
        var chosen = timeouts.GroupBy(static timeout => timeout)
            .OrderByDescending(static group => group.Count()).ThenByDescending(static group => group.Key)
            .Take(MaxTimeouts)
            .Select(static group => group.Key);
        return new()
        {
            HistogramBucketBoundaries =
                [.. _usual.Concat(chosen.SelectMany(static timeout => new[] { timeout.TotalSeconds, (timeout + _margin).TotalSeconds })).Distinct().Order()],
        };
    }
}
