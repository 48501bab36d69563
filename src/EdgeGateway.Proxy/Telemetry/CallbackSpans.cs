using System.Diagnostics;
using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// The spans of callback processing and the tags on the server's span. They contain no key, no content and no personal data.
/// </summary>
internal static class CallbackSpans
{
    public const string Verify = "verify";
    public const string Claim = "claim";
    public const string Forward = "forward";
    public const string Settle = "settle";

    public static void Describe(Activity? server, CallbackContext callback)
    {
        // The server's span also exists for logging when no spans are collected.
        if (server is not { IsAllDataRequested: true } || !CallbackTelemetry.Spans.HasListeners())
        {
            return;
        }

        server.SetTag("edgegateway.profile", callback.Profile.Name);
        server.SetTag("edgegateway.outcome", TagWords.Of(callback.Ending.Outcome));
        server.SetTag("edgegateway.attempt", callback.Claims.Attempt);
        if (callback.Ending.Reason != CallbackReason.None)
        {
            server.SetTag("edgegateway.reason", TagWords.Of(callback.Ending.Reason));
        }
    }
}
