using System.Collections.Concurrent;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// The claims that this gateway left to their lease, because the merchant did not answer or the ledger did not record its answer. When the
/// lease has ended, it is unknown whether the merchant processed the callback. Safe for concurrent use.
/// </summary>
internal sealed class LeftClaims(TimeProvider timeProvider)
{
    /// <summary>How many overdue claims are remembered; above that, the oldest are forgotten.</summary>
    internal const int MaxOverdue = 10_000;

    /// <summary>How many claims are looked up at once.</summary>
    private const int MaxLookups = 100;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(string Profile, Claim Claim), long> _running = new();
    private readonly Queue<Claim> _overdue = new();
    private readonly ConcurrentDictionary<string, long> _expired = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a claim whose lease ends after <paramref name="lease"/>.</summary>
    public void Add(string profile, Claim claim, TimeSpan lease)
    {
        lock (_lock)
        {
            _running.Enqueue((profile, claim), (timeProvider.GetUtcNow() + lease).UtcTicks);
        }
    }

    /// <summary>How many claims of the profile have reached the end of their lease since the start.</summary>
    public long ExpiredOf(string profile)
    {
        lock (_lock)
        {
            EndLeases();
        }

        return _expired.GetValueOrDefault(profile);
    }

    /// <summary>
    /// How many leases have ended of claims that are still open: nobody has settled, released or repeated the callback since. Another gateway
    /// may have done so, so the ledger is asked, for a part of the claims each time.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached or cannot answer.</exception>
    public async ValueTask<long> CountOverdueAsync(ICallbackLedger ledger, CancellationToken cancellationToken)
    {
        List<Claim> claims = [];
        lock (_lock)
        {
            EndLeases();
            while (claims.Count < MaxLookups && _overdue.TryDequeue(out var claim))
            {
                claims.Add(claim);
            }
        }

        var open = new List<Claim>();
        try
        {
            while (claims.Count > 0)
            {
                if (await ledger.IsOpenAsync(claims[^1], cancellationToken))
                {
                    open.Add(claims[^1]);
                }

                claims.RemoveAt(claims.Count - 1);
            }
        }
        finally
        {
            lock (_lock)
            {
                // Those that could not be looked up remain.
                foreach (var claim in open.Concat(claims))
                {
                    _overdue.Enqueue(claim);
                }
            }
        }

        lock (_lock)
        {
            return _overdue.Count;
        }
    }

    /// <summary>Forgets the overdue claims, if the ledger counts them itself.</summary>
    public void ForgetOverdue()
    {
        lock (_lock)
        {
            EndLeases();
            _overdue.Clear();
        }
    }

    private void EndLeases()
    {
        var now = timeProvider.GetUtcNow().UtcTicks;
        while (_running.TryPeek(out var left, out var end) && end <= now)
        {
            _running.Dequeue();
            _expired.AddOrUpdate(left.Profile, 1, static (_, count) => count + 1);
            _overdue.Enqueue(left.Claim);
            if (_overdue.Count > MaxOverdue)
            {
                _overdue.Dequeue();
            }
        }
    }
}
