using System.Diagnostics;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Pipeline;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Proxy.Verification;

/// <summary>Parses, canonicalises and verifies what was received, and names it. Nothing unverified goes further.</summary>
internal sealed class VerificationMiddleware(RequestDelegate next, TimeProvider timeProvider, CallbackMetrics metrics)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null || IsVerified(context.Request, callback) ? next(context) : Task.CompletedTask;
    }

    private bool IsVerified(HttpRequest request, CallbackContext callback)
    {
        var body = callback.Body!.Bytes;
        var verifier = callback.Profile.Verifier;

        using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Verify);
        var started = Stopwatch.GetTimestamp();
        using var workspace = CallbackWorkspace.Rent();
        var result = verifier.Verify(body, callback.Format, SignatureHeaderOf(request, callback), timeProvider.GetUtcNow(), workspace);
        callback.Verification = result;
        callback.Durations.Verification = Stopwatch.GetElapsedTime(started);
        metrics.Verified(callback, result, callback.Durations.Verification);
        if (result.IsVerified && IsShadowed(request, callback, workspace))
        {
            callback.End(CallbackOutcome.Malformed, StatusCodes.Status400BadRequest, RefusalReasons.TagOf(RefusalReason.QueryShadowsField));
            return false;
        }

        if (result.IsVerified)
        {
            callback.Uncovered = verifier.ListUncovered(body, result, workspace);
            callback.Identity = verifier.Identify(body, result, workspace);
            callback.Amount = callback.Profile.Amount?.Read(body, workspace);
            return true;
        }

        if (result.IsMalformed)
        {
            callback.End(CallbackOutcome.Malformed, StatusCodes.Status400BadRequest, RefusalReasons.TagOf(result.Reason));
        }
        else
        {
            callback.End(CallbackOutcome.SignatureRejected, StatusCodes.Status401Unauthorized, RefusalReasons.TagOf(result.Reason));
        }

        return false;
    }

    private static bool IsShadowed(HttpRequest request, CallbackContext callback, CallbackWorkspace workspace) =>
        request.QueryString is { HasValue: true, Value: { } query } && callback.Profile.Verifier.IsShadowedBy(query, callback.Body!.Bytes, workspace);

    /// <summary>A repeated header is rejected, since there is no rule for which value to use: joined, the values have no scheme's form.</summary>
    private static string? SignatureHeaderOf(HttpRequest request, CallbackContext callback)
    {
        var name = callback.Profile.Scheme.SignatureHeader;
        return name is not null && request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;
    }
}
