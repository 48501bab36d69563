using System.Collections.Concurrent;

namespace EdgeGateway.LoadTests.Results;

/// <summary>What the providers saw.</summary>
internal sealed class LoadResult
{
    private readonly ConcurrentBag<double> _latencies = [];
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _hangUps;

    public TimeSpan Elapsed { get; set; }

    public int Answered => _latencies.Count;

    public int HangUps => _hangUps;

    /// <summary>Status → how often; 0 is a broken connection.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>The invoices that a provider saw acknowledged.</summary>
    public ICollection<int> Acknowledged => _acknowledged.Keys;

    public void HungUp() => Interlocked.Increment(ref _hangUps);

    public void Add(int invoice, int status, TimeSpan latency)
    {
        _latencies.Add(latency.TotalMilliseconds);
        _statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
        if (status == 200)
        {
            _acknowledged[invoice] = true;
        }
    }

    /// <summary>Milliseconds from the intended send, at each of the quantiles.</summary>
    public double[] Latencies(params double[] quantiles)
    {
        double[] sorted = [.. _latencies.Order()];
        return [.. quantiles.Select(quantile => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))])];
    }
}
