using System.Diagnostics;
using EdgeGateway.Proxy.Answering;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>Refuses, logs and counts a request that a merchant could interpret as an unverified callback.</summary>
internal sealed class ShadowResponder(
    ShadowedPaths paths, ICallbackProfiles profiles, CallbackLog log, CallbackMetrics metrics)
{
    /// <summary>Answers a request that would reach the merchant on the path of a route with a profile.</summary>
    /// <param name="context">A request of a route without a profile.</param>
    /// <param name="address">The address to which the request would be sent.</param>
    public async ValueTask RespondIfShadowedAsync(HttpContext context, Uri address)
    {
        var started = Stopwatch.GetTimestamp();
        if (await paths.FindAsync(context, address) is not { } match
            || !profiles.Current.ByName.TryGetValue(match.Profile, out var profile))
        {
            return;
        }

        var callback = new CallbackContext(profile, context.Request.Headers)
        {
            Ending = match.AllowedMethods is { } methods
                ? new(CallbackOutcome.Malformed, StatusCodes.Status405MethodNotAllowed, CallbackReason.ShadowedMethod) { AllowedMethods = methods }
                : new(CallbackOutcome.Malformed, StatusCodes.Status404NotFound, CallbackReason.ShadowedPath),
        };

        await CallbackResponder.RespondAsync(context, callback);
        var duration = Stopwatch.GetElapsedTime(started);
        log.Ended(context, callback, duration);
        metrics.Ended(callback, duration);
    }
}
