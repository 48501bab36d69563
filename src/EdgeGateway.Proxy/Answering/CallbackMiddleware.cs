using System.Diagnostics;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Answering;

/// <summary>
/// The way in and the way out: finds the profile of the route, and when all other rooms are done has the provider answered.
/// A route without a profile is proxied as it is.
/// </summary>
internal sealed class CallbackMiddleware(
    RequestDelegate next, ICallbackProfiles profiles, CallbackLog log, CallbackMetrics metrics)
{
    public Task Invoke(HttpContext context)
    {
        CallbackHeaders.RemoveInbound(context.Request.Headers);

        var metadata = context.GetReverseProxyFeature().Route.Config.Metadata;
        if (metadata is null || !metadata.TryGetValue(CallbackRoutes.ProfileKey, out var name))
        {
            return next(context);
        }

        // A route that names no profile does not get through validation; were it to, nothing may be forwarded unverified.
        return profiles.Current.ByName.TryGetValue(name, out var profile)
            ? InvokeCore(context, profile)
            : throw new InvalidOperationException($"There is no callback profile '{name}'.");
    }

    private async Task InvokeCore(HttpContext context, CallbackProfile profile)
    {
        var started = Stopwatch.GetTimestamp();
        var callback = new CallbackContext(profile, context.Request.Headers);
        context.Features.Set(callback);
        try
        {
            await next(context);
            await CallbackResponder.RespondAsync(context, callback);
        }
        finally
        {
            var duration = Stopwatch.GetElapsedTime(started);
            try
            {
                CallbackSpans.Describe(context, callback);
                log.Ended(context, callback, duration);
                metrics.Ended(callback, duration);
            }
            finally
            {
                // Also when a logger of the host throws: the memory is bounded, and what is not given back is lost to all later callbacks.
                callback.Answer?.Dispose();
                callback.Body?.Dispose();
            }
        }
    }
}
