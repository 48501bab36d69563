using System.Diagnostics;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>Has YARP forward the callback, within the profile's time limit for the merchant instead of the provider's connection.</summary>
internal sealed class ForwardingMiddleware(RequestDelegate next, Deadlines deadlines)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null ? next(context) : InvokeCore(context, callback);
    }

    private async Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Forward);

        // If the request to the merchant ended when the provider disconnects, the merchant could do the work, its answer would be
        // lost, and the provider's next attempt would have the work done twice.
        context.RequestAborted = deadlines.After(callback.Profile.MerchantTimeout);
        try
        {
            await next(context);
        }
        finally
        {
            // From here on the provider's connection must not cancel anything: the answer is still to be recorded.
            context.RequestAborted = CancellationToken.None;
            callback.Durations.Merchant = Stopwatch.GetElapsedTime(started);
            if (span is not null && context.GetForwarderErrorFeature() is { } failure)
            {
                CallbackSpans.Fail(span, failure.Error.ToString());
            }
        }
    }
}
