using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>
/// Writes one log line for each completed attempt. It has no signatures, no secrets and no bodies, except for the start of an answer that
/// does not acknowledge.
/// </summary>
internal sealed class CallbackLog(ILogger<CallbackLog> logger)
{
    /// <summary>Written without a generated method, because those have a value for each name of their template.</summary>
    public static readonly EventId CallbackEnded = new(1000, nameof(CallbackEnded));

    public void Ended(HttpContext context, CallbackContext callback, TimeSpan duration)
    {
        var level = LevelOf(callback);
        if (logger.IsEnabled(level))
        {
            logger.Log(level, CallbackEnded, new CallbackLine(context, callback, duration), callback.Failure, static (line, _) => line.ToString());
        }
    }

    /// <summary>
    /// Debug for the normal path, Information for refusals that the sender caused, Warning for merchant or ledger problems, which have
    /// their exception.
    /// </summary>
    private static LogLevel LevelOf(CallbackContext callback) => callback.Ending.Outcome switch
    {
        CallbackOutcome.None => LogLevel.Error,
        _ when callback.Failure is not null => LogLevel.Warning,
        CallbackOutcome.Delivered or CallbackOutcome.AlreadySettled or CallbackOutcome.InFlight => LogLevel.Debug,
        CallbackOutcome.MerchantRefused or CallbackOutcome.MerchantUnreachable or CallbackOutcome.Indeterminate
            or CallbackOutcome.LedgerUnavailable or CallbackOutcome.Overloaded => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
