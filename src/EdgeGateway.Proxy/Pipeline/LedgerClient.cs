using System.Diagnostics;
using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Configuration;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Pipeline;

/// <summary>
/// The rooms' way to the ledger: every operation within the ledger's own time limit, never the request's, and its
/// unavailability as a value.
/// </summary>
internal sealed partial class LedgerClient(
    ICallbackLedger ledger,
    Deadlines deadlines,
    CallbackConfigurationProvider configuration,
    CallbackMetrics metrics,
    ILogger<LedgerClient> logger)
{
    private static readonly RecordedAcknowledgement _reserved = new(204, ContentType: null, default);

    private TimeSpan Timeout => configuration.Current.Ledger.Timeout;

    /// <summary>The answer, or null when there was none. The claim may then be held all the same, and is given up.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ClaimResult?> TryClaimAsync(ClaimRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await ledger.ClaimAsync(request, deadlines.After(Timeout));
            Ended(Tags.Claim, started);
            return result;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            Failed(Tags.Claim, started, exception);
            Log.ClaimFailed(logger, exception);
            if (exception is LedgerUnavailableException { WasNeverSent: true })
            {
                return null;
            }
        }

        // The ledger may do later what it was asked for: a release that follows it frees the key before the lease would.
        await TryReleaseAsync(request.Claim);
        return null;
    }

    /// <summary>Takes a token's key for one content, for good.</summary>
    public async ValueTask<TokenReservation> TryReserveAsync(ClaimRequest request)
    {
        if (await TryClaimAsync(request) is not { } result)
        {
            return TokenReservation.Unknown;
        }

        // In flight, or settled: with the same content, which has it already.
        if (result.Status != ClaimStatus.Claimed)
        {
            return result.Status == ClaimStatus.Conflict ? TokenReservation.OfOtherContent : TokenReservation.Known;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            await ledger.SettleAsync(request.Claim, _reserved, deadlines.After(Timeout));
            Ended(Tags.Settle, started);

            // Its first claim was never settled where this is not the first.
            return result.Attempt == 1 ? TokenReservation.Unused : TokenReservation.Known;
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            Failed(Tags.Settle, started, exception);
            Log.ClaimFailed(logger, exception);
            return TokenReservation.Unknown;
        }
    }

    /// <summary>Records the acknowledgement; false when that is not known to have happened.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> TrySettleAsync(Claim claim, RecordedAcknowledgement acknowledgement)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var isSettled = await ledger.SettleAsync(claim, acknowledgement, deadlines.After(Timeout));
            Ended(Tags.Settle, started);
            if (isSettled)
            {
                return true;
            }

            Log.SettlementLost(logger, claim.Key, "the lease had ended and the claim has another owner", null);
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            Failed(Tags.Settle, started, exception);
            Log.SettlementLost(logger, claim.Key, "the ledger did not answer", exception);
        }

        return false;
    }

    /// <summary>Frees the key. Where that fails the lease ends the claim.</summary>
    public async ValueTask TryReleaseAsync(Claim claim)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await ledger.ReleaseAsync(claim, deadlines.After(Timeout));
            Ended(Tags.Release, started);
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            Failed(Tags.Release, started, exception);
            Log.ReleaseFailed(logger, claim.Key, exception);
        }
    }

    private void Ended(string operation, long started) =>
        metrics.LedgerOperation(operation, Stopwatch.GetElapsedTime(started), errorType: null);

    private void Failed(string operation, long started, Exception exception) => metrics.LedgerOperation(
        operation, Stopwatch.GetElapsedTime(started), exception is OperationCanceledException ? Tags.Timeout : Tags.Unavailable);

    private static partial class Log
    {
        [LoggerMessage(1500, LogLevel.Warning, "The ledger did not answer a claim; nothing is forwarded.", EventName = "ClaimFailed")]
        public static partial void ClaimFailed(ILogger logger, Exception exception);

        [LoggerMessage(1700, LogLevel.Error, "The merchant acknowledged {Key}, but it is not recorded: {Why}. A repeat after the lease reaches the merchant again.", EventName = "SettlementLost")]
        public static partial void SettlementLost(ILogger logger, CallbackKey key, string why, Exception? exception);

        [LoggerMessage(1701, LogLevel.Warning, "The claim of {Key} could not be released; its lease will end it.", EventName = "ReleaseFailed")]
        public static partial void ReleaseFailed(ILogger logger, CallbackKey key, Exception exception);
    }
}
