using System.Diagnostics;
using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// The spans of callback processing and the tags on the request's span, the server's. They contain no key, no content and no personal data.
/// </summary>
internal static class CallbackSpans
{
    public const string Verify = "verify";
    public const string Claim = "claim";
    public const string Forward = "forward";
    public const string Settle = "settle";

    public static void Describe(HttpContext context, CallbackContext callback)
    {
        // The server's span also exists for logging when no spans are collected.
        if (!CallbackTelemetry.Spans.HasListeners()
            || context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } server)
        {
            return;
        }

        server.SetTag("edgegateway.profile", callback.Profile.Name);
        server.SetTag("edgegateway.outcome", TagWords.Of(callback.Ending.Outcome));
        if (callback.Claims.Main is not null)
        {
            server.SetTag("edgegateway.attempt", callback.Claims.Attempt);
        }

        if (callback.Ending.Reason != CallbackReason.None)
        {
            server.SetTag("edgegateway.reason", TagWords.Of(callback.Ending.Reason));
        }
    }

    /// <summary>Marks a span of the gateway as failed.</summary>
    /// <param name="span">The span; null if no spans are collected.</param>
    /// <param name="errorType">From a closed list.</param>
    public static void Fail(Activity? span, string errorType)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        span?.SetTag(Tags.ErrorType, errorType);
    }
}
