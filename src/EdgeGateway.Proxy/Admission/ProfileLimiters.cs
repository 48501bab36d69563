using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Proxy.Admission;

/// <summary>How many callbacks of each profile are on their way to the merchant. Outlives reloads that do not change the limit.</summary>
internal sealed class ProfileLimiters
{
    private readonly ConcurrentDictionary<string, (int Limit, ConcurrencyLimiter Limiter)> _limiters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A lease that says whether there was room for one more. To be disposed in any case.</summary>
    public RateLimitLease Acquire(CallbackProfile profile, int limit)
    {
        // One with another limit is left to those who still hold leases of it.
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
