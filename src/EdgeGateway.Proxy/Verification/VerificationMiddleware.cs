using System.Diagnostics;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Diagnostics;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Verification;

/// <summary>Parses, canonicalizes and verifies the request, and identifies its event. Unverified requests go no further.</summary>
internal sealed class VerificationMiddleware(RequestDelegate next, TimeProvider timeProvider, CallbackMetrics metrics, RefusedCallbacks refused)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null || IsVerified(context.Request, callback) ? next(context) : Task.CompletedTask;
    }

    private bool IsVerified(HttpRequest request, CallbackContext callback)
    {
        var message = new CallbackMessage(callback.Body!.Bytes, callback.Body.Format)
        {
            Method = request.Method,
            Query = request.QueryString.Value ?? "",
            Headers = callback,
        };
        using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Verify);
        var started = Stopwatch.GetTimestamp();
        var now = timeProvider.GetUtcNow();
        var verdict = callback.Profile.Verifier.Verify(message, now);
        callback.Verdict = verdict;
        callback.Durations.Verification = Stopwatch.GetElapsedTime(started);
        metrics.Verified(callback, verdict, callback.Durations.Verification);
        if (!verdict.IsVerified)
        {
            callback.Ending = new(
                verdict.IsMalformed ? CallbackOutcome.Malformed : CallbackOutcome.SignatureRejected,
                StatusOf(verdict),
                (CallbackReason)verdict.Reason);
            if (refused.IsOn)
            {
                refused.Add(request, callback, verdict.Reason, now);
            }
        }

        return verdict.IsVerified;
    }

    private static int StatusOf(in CallbackVerdict verdict) => verdict.Reason switch
    {
        RefusalReason.RequirementNotMet or RefusalReason.DistinctValueRefused => StatusCodes.Status422UnprocessableEntity,
        _ => verdict.IsMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized,
    };
}
