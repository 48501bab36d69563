using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Admission;

/// <summary>
/// Limits how many callbacks of a profile are forwarded concurrently. It runs after the claim, so that neither forged callbacks nor
/// duplicates use up the limit.
/// </summary>
internal sealed class ConcurrencyMiddleware(RequestDelegate next, ProfileLimiters limiters, LedgerClient ledger)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback?.Profile.MaxConcurrentCallbacks is { } limit ? InvokeCore(context, callback, limit) : next(context);
    }

    private async Task InvokeCore(HttpContext context, CallbackContext callback, int limit)
    {
        using var lease = limiters.Acquire(callback.Profile, limit);
        if (lease.IsAcquired)
        {
            await next(context);
        }
        else
        {
            await ledger.TryReleaseAllAsync(callback.Claims);
            callback.Ending = new(CallbackOutcome.Overloaded, StatusCodes.Status503ServiceUnavailable, CallbackReason.Concurrency) { RetryAfter = _retryAfter };
        }
    }
}
