using System.Diagnostics;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Proxy.Pipeline;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;

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
        var message = new CallbackMessage(callback.Body!.Bytes, callback.Format)
        {
            Method = request.Method,
            Query = request.QueryString.Value ?? "",
            Headers = callback,
        };
        var verifier = callback.Profile.Verifier;

        using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Verify);
        var started = Stopwatch.GetTimestamp();
        using var workspace = CallbackWorkspace.Rent();
        var result = verifier.Verify(message, timeProvider.GetUtcNow(), workspace);
        callback.Verification = result;
        callback.Durations.Verification = Stopwatch.GetElapsedTime(started);
        metrics.Verified(callback, result, callback.Durations.Verification);
        if (!result.IsVerified)
        {
            callback.End(
                result.IsMalformed ? CallbackOutcome.Malformed : CallbackOutcome.SignatureRejected,
                StatusOf(result),
                RefusalReasons.TagOf(result.Reason));
            return false;
        }

        callback.Uncovered = verifier.ListUncovered(message, result, workspace);
        callback.Identity = verifier.Identify(message, result, workspace);
        callback.IsDeduplicated &= verifier.IsFact(message, workspace);
        callback.ExpectedAnswer = verifier.ExpectedAnswer(message, workspace);
        ReadAmounts(callback, message, workspace);
        return true;
    }

    private static void ReadAmounts(CallbackContext callback, in CallbackMessage message, CallbackWorkspace workspace)
    {
        if (callback.Profile.Amount is { } reader && (callback.IsDeduplicated || callback.Profile.CountsQuestions))
        {
            callback.Amount = reader.Read(message.Body, workspace);
            callback.ItemAmounts = reader.ReadItems(message.Body, workspace);
        }
    }

    private static int StatusOf(in VerificationResult result) => result.Reason switch
    {
        RefusalReason.RequirementNotMet or RefusalReason.DistinctValueRefused => StatusCodes.Status422UnprocessableEntity,
        _ => result.IsMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized,
    };
}
