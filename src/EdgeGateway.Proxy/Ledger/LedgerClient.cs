using System.Diagnostics;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Ledger;

/// <summary>
/// The rooms' way to the ledger: every operation within the ledger's own time limit, never the request's, and its
/// unavailability as a value.
/// </summary>
internal sealed partial class LedgerClient(
    ICallbackLedger ledger,
    Deadlines deadlines,
    ICallbackProfiles profiles,
    CallbackMetrics metrics,
    ILogger<LedgerClient> logger)
{
    private static readonly RecordedAcknowledgement _reserved = new(204, ContentType: null, default);

    private TimeSpan Timeout => profiles.Current.LedgerTimeout;

    /// <summary>Whether an operation ended without an answer. Other exceptions are bugs.</summary>
    public static bool IsUnavailable(Exception exception) => exception is LedgerUnavailableException or OperationCanceledException;

    /// <summary>
    /// Begins a claim, which the caller awaits and ends with <see cref="Claimed"/> or <see cref="ClaimFailedAsync"/>. For the path of
    /// every callback: a state machine here would be allocated each time that the ledger does not answer at once.
    /// </summary>
    public ValueTask<ClaimResult> ClaimAsync(in ClaimRequest request)
    {
        try
        {
            return ledger.ClaimAsync(request, deadlines.After(Timeout));
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            return ValueTask.FromException<ClaimResult>(exception);
        }
    }

    /// <summary>The ledger answered a claim.</summary>
    public void Claimed(long started) => Ended(Tags.Claim, started);

    /// <summary>The ledger did not answer a claim, which may be held all the same, and is given up.</summary>
    public ValueTask ClaimFailedAsync(CallbackContext callback, Claim claim, long started, Exception exception)
    {
        Failed(Tags.Claim, started, exception);
        callback.Failure = exception;

        // The ledger may do later what it was asked for: a release that follows it frees the key before the lease would.
        return exception is LedgerUnavailableException { WasNeverSent: true } ? default : TryReleaseAsync(claim);
    }

    /// <summary>The answer, or null when there was none. The claim may then be held all the same, and is given up.</summary>
    public async ValueTask<ClaimResult?> TryClaimAsync(CallbackContext callback, ClaimRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await ClaimAsync(request);
            Claimed(started);
            return result;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            await ClaimFailedAsync(callback, request.Claim, started, exception);
            return null;
        }
    }

    /// <summary>Takes a token's key for one content, for good.</summary>
    public async ValueTask<TokenReservation> TryReserveAsync(CallbackContext callback, ClaimRequest request)
    {
        if (await TryClaimAsync(callback, request) is not { } result)
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
        catch (Exception exception) when (IsUnavailable(exception))
        {
            Failed(Tags.Settle, started, exception);
            callback.Failure = exception;
            return TokenReservation.Unknown;
        }
    }

    /// <summary>Records the acknowledgement; the caller awaits it and ends it with <see cref="Settled"/> or <see cref="SettleFailed"/>.</summary>
    public ValueTask<bool> SettleAsync(in Claim claim, RecordedAcknowledgement acknowledgement) =>
        ledger.SettleAsync(claim, acknowledgement, deadlines.After(Timeout));

    /// <summary>The ledger answered a settlement; returns whether the acknowledgement is recorded.</summary>
    public bool Settled(bool isSettled, CallbackKey key, long started)
    {
        Ended(Tags.Settle, started);
        if (!isSettled)
        {
            Log.SettlementLost(logger, key, "the lease had ended and the claim has another owner", null);
        }

        return isSettled;
    }

    /// <summary>The ledger did not answer a settlement: the acknowledgement is not known to be recorded.</summary>
    public void SettleFailed(CallbackKey key, long started, Exception exception)
    {
        Failed(Tags.Settle, started, exception);
        Log.SettlementLost(logger, key, "the ledger did not answer", exception);
    }

    /// <summary>Records the acknowledgement under further keys; false where one of them is not known to have it.</summary>
    public async ValueTask<bool> TrySettleAllAsync(IReadOnlyList<Claim> claims, RecordedAcknowledgement acknowledgement)
    {
        var areSettled = true;
        foreach (var claim in claims)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                areSettled &= Settled(await SettleAsync(claim, acknowledgement), claim.Key, started);
            }
            catch (Exception exception) when (IsUnavailable(exception))
            {
                SettleFailed(claim.Key, started, exception);
                areSettled = false;
            }
        }

        return areSettled;
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
        catch (Exception exception) when (IsUnavailable(exception))
        {
            Failed(Tags.Release, started, exception);
            Log.ReleaseFailed(logger, claim.Key, exception);
        }
    }

    /// <summary>Frees every key that the callback holds. Where that fails the leases end the claims.</summary>
    public async ValueTask TryReleaseAllAsync(CallbackClaims claims)
    {
        if (claims.Main is { } claim)
        {
            await TryReleaseAsync(claim);
        }

        foreach (var other in claims.Others ?? [])
        {
            await TryReleaseAsync(other);
        }
    }

    private void Ended(string operation, long started) =>
        metrics.LedgerOperation(operation, Stopwatch.GetElapsedTime(started), errorType: null);

    private void Failed(string operation, long started, Exception exception) => metrics.LedgerOperation(
        operation, Stopwatch.GetElapsedTime(started), exception is OperationCanceledException ? Tags.Timeout : Tags.Unavailable);

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Error, "The merchant acknowledged {Key}, but it is not recorded: {Why}. A repeat after the lease reaches the merchant again.", EventName = "SettlementLost")]
        public static partial void SettlementLost(ILogger logger, CallbackKey key, string why, Exception? exception);

        [LoggerMessage(1701, LogLevel.Warning, "The claim of {Key} could not be released; its lease will end it.", EventName = "ReleaseFailed")]
        public static partial void ReleaseFailed(ILogger logger, CallbackKey key, Exception exception);
    }
}
