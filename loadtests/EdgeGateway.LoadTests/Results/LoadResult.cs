using System.Collections.Concurrent;
using EdgeGateway.LoadTests.Generation;

namespace EdgeGateway.LoadTests.Results;

/// <summary>What the providers observed.</summary>
internal sealed class LoadResult
{
    private readonly ConcurrentBag<double> _latencies = [];
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _hangUps;
    private int _acceptedForgeries;

    /// <summary>The time until the last first attempt was answered; later retries do not count for the throughput.</summary>
    public TimeSpan Elapsed { get; private set; }

    public int Answered => _latencies.Count;

    public int HangUps => _hangUps;

    public int Sent => Answered + HangUps;

    /// <summary>Status → number of answers; 0 is a broken connection.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>The invoices that were acknowledged.</summary>
    public IEnumerable<int> Acknowledged => _acknowledged.Where(static invoice => invoice.Value).Select(static invoice => invoice.Key);

    /// <summary>Signed callbacks that were answered, but never with 200.</summary>
    public int Unacknowledged => _acknowledged.Count(static invoice => !invoice.Value);

    /// <summary>Forged callbacks that were acknowledged.</summary>
    public int AcceptedForgeries => _acceptedForgeries;

    public void HungUp(TimeSpan now)
    {
        Elapsed = now;
        Interlocked.Increment(ref _hangUps);
    }

    /// <param name="send">The send.</param>
    /// <param name="status">The status; 0 for a broken connection.</param>
    /// <param name="now">The time since the load began. Latency is measured from the intended time.</param>
    public void Add(in Send send, int status, TimeSpan now)
    {
        var (invoice, attempt) = (send.Invoice, send.Attempt);
        Elapsed = attempt == 1 ? now : Elapsed;
        _latencies.Add((now - send.At).TotalMilliseconds);
        _statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
        if (invoice > 0)
        {
            _acknowledged.AddOrUpdate(invoice, status == 200, (_, was) => was || status == 200);
        }
        else if (status == 200)
        {
            Interlocked.Increment(ref _acceptedForgeries);
        }
    }

    /// <summary>Milliseconds from the intended send, at each of the quantiles.</summary>
    public double[] Latencies(params double[] quantiles)
    {
        double[] sorted = [.. _latencies.Order()];
        return [.. quantiles.Select(quantile => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))])];
    }
}
