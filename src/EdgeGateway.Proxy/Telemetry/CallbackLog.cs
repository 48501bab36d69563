using EdgeGateway.Proxy.Attempts;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>Writes one log line for each completed attempt, never with bodies, signatures or secrets.</summary>
internal sealed partial class CallbackLog(ILogger<CallbackLog> logger)
{
    public void Ended(CallbackContext callback, string requestId, TimeSpan duration)
    {
        var level = LevelOf(callback.Ending.Outcome);
        if (logger.IsEnabled(level))
        {
            var reason = TagWords.Of(callback.Ending.Reason);
            Log.CallbackEnded(
                logger,
                level,
                callback.Profile.Name,
                callback.Key.Value ?? "",
                callback.Claims.Attempt,
                callback.Ending.Outcome,
                reason,
                callback.Answer?.Status ?? 0,
                duration.TotalMilliseconds,
                callback.Durations.Verification.TotalMilliseconds,
                callback.Durations.Claim.TotalMilliseconds,
                callback.Durations.Merchant.TotalMilliseconds,
                callback.Durations.Settlement.TotalMilliseconds,
                requestId);
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
            Message = "Callback of {Profile}: {Outcome} {Reason} (key {Key}, attempt {Attempt}, merchant's status {MerchantStatus}, {Duration:0.0} ms: verify {VerifyDuration:0.00}, claim {ClaimDuration:0.0}, merchant {MerchantDuration:0.0}, settle {SettleDuration:0.0}; request {CallbackRequestId})")]
        public static partial void CallbackEnded(
            ILogger logger, LogLevel level, string profile, string key, int attempt, CallbackOutcome outcome, string reason,
            int merchantStatus, double duration, double verifyDuration, double claimDuration, double merchantDuration, double settleDuration,
            string callbackRequestId);
    }
}
