using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Admission;

/// <summary>The concurrency limiters of the profiles. A limiter survives reloads that do not change its limit.</summary>
internal sealed class ProfileLimiters
{
    private readonly ConcurrentDictionary<string, (int Limit, ConcurrencyLimiter Limiter)> _limiters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a lease, which must be disposed whether or not it was acquired.</summary>
    public RateLimitLease Acquire(CallbackProfile profile, int limit)
    {
        // A limiter with a different limit is replaced; it stays alive until its leases are disposed.
        var (_, limiter) = _limiters.AddOrUpdate(
            profile.Name,
            static (_, limit) => Create(limit),
            static (_, known, limit) => known.Limit == limit ? known : Create(limit),
            limit);
        return limiter.AttemptAcquire();
    }

    private static (int Limit, ConcurrencyLimiter Limiter) Create(int limit) =>
        (limit, new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = 0 }));
}
