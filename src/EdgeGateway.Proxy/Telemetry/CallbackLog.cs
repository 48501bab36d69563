using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Writes one log line for each completed attempt. It has no signatures, no secrets and no bodies, except for the start of an answer that
/// does not acknowledge.
/// </summary>
internal sealed partial class CallbackLog(ILogger<CallbackLog> logger)
{
    public void Ended(HttpContext context, CallbackContext callback, TimeSpan duration)
    {
        var level = LevelOf(callback.Ending.Outcome);
        if (logger.IsEnabled(level))
        {
            var reason = TagWords.Of(callback.Ending.Reason);
            var details = CallbackDetails.Of(context, callback);
            Log.CallbackEnded(
                logger,
                level,
                callback.Profile.Name,
                callback.Key.Value ?? "",
                callback.Claims.Attempt,
                callback.Ending.Outcome,
                reason,
                details,
                callback.Answer?.Status ?? 0,
                duration.TotalMilliseconds,
                callback.Durations.Verification.TotalMilliseconds,
                callback.Durations.Claim.TotalMilliseconds,
                callback.Durations.Merchant.TotalMilliseconds,
                callback.Durations.Settlement.TotalMilliseconds,
                context.TraceIdentifier);
        }
    }

    /// <summary>
    /// Debug for the normal path, Information for refusals that the sender caused, Warning for merchant or ledger problems.
    /// </summary>
    private static LogLevel LevelOf(CallbackOutcome outcome) => outcome switch
    {
        CallbackOutcome.Delivered or CallbackOutcome.AlreadySettled or CallbackOutcome.InFlight => LogLevel.Debug,
        CallbackOutcome.MerchantRefused or CallbackOutcome.MerchantUnreachable or CallbackOutcome.Indeterminate
            or CallbackOutcome.LedgerUnavailable or CallbackOutcome.Overloaded => LogLevel.Warning,
        CallbackOutcome.None => LogLevel.Error,
        _ => LogLevel.Information,
    };

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1000,
            EventName = "CallbackEnded",
            Message = "Callback of {Profile}: {Outcome} {Reason}{Details} (key {Key}, attempt {Attempt}, merchant's status {MerchantStatus}, {Duration:0.0} ms: verify {VerifyDuration:0.00}, claim {ClaimDuration:0.0}, merchant {MerchantDuration:0.0}, settle {SettleDuration:0.0}; request {CallbackRequestId})")]
        public static partial void CallbackEnded(
            ILogger logger, LogLevel level, string profile, string key, int attempt, CallbackOutcome outcome, string reason, string details,
            int merchantStatus, double duration, double verifyDuration, double claimDuration, double merchantDuration, double settleDuration,
            string callbackRequestId);
    }
}
