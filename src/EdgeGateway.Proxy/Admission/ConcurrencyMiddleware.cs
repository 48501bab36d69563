using EdgeGateway.Proxy.Pipeline;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Admission;

/// <summary>
/// Lets only so many of a profile's callbacks go on at once. Behind the verification: what strangers send must not take the
/// place of what the provider does.
/// </summary>
internal sealed class ConcurrencyMiddleware(RequestDelegate next, ProfileLimiters limiters)
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
            callback.End(CallbackOutcome.Overloaded, StatusCodes.Status503ServiceUnavailable, "concurrency", _retryAfter);
        }
    }
}
