using System.Diagnostics;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Ledger;
using EdgeGateway.Proxy.Profiles;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Proxy.Deduplication;

/// <summary>Lets each callback through once: claims its key, and answers for the merchant where it has answered before.</summary>
internal sealed partial class DeduplicationMiddleware(
    RequestDelegate next, LedgerClient ledger, CallbackMetrics metrics, ILogger<DeduplicationMiddleware> logger)
{
    /// <summary>When a provider may ask again while the ledger is away.</summary>
    private static readonly TimeSpan _ledgerRetryAfter = TimeSpan.FromSeconds(5);

    private readonly GuardedClaims _guarded = new(ledger, metrics);
    private readonly BatchClaims _batches = new(ledger);

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null || !callback.IsDeduplicated ? next(context) : InvokeCore(context, callback);
    }

    /// <summary>Avoids an async state machine when the ledger completes synchronously.</summary>
    private Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var started = Stopwatch.GetTimestamp();
        if (NeedsSteps(callback))
        {
            return ClaimInStepsAsync(context, callback, started);
        }

        var claiming = ledger.ClaimAsync(ClaimRequests.Main(callback, callback.Identity.Key, ClaimRequests.MayReplaceUnacknowledged(callback)));
        if (!claiming.IsCompletedSuccessfully)
        {
            return ClaimAndPassOnAsync(context, callback, claiming, started);
        }

        ledger.Claimed(started);
        return PassOn(context, callback, claiming.Result, started);
    }

    /// <summary>Whether there is more than one key to claim, or a span to record.</summary>
    private static bool NeedsSteps(CallbackContext callback) =>
        callback.Identity is { Token: not null } or { Guard: not null } or { Parts.Length: > 0 } || CallbackTelemetry.Spans.HasListeners();

    /// <summary>The one state machine between the ledger and the next middleware.</summary>
    private async Task ClaimAndPassOnAsync(HttpContext context, CallbackContext callback, ValueTask<ClaimResult> claiming, long started)
    {
        ClaimResult? result = null;
        try
        {
            result = await claiming;
            ledger.Claimed(started);
        }
        catch (Exception exception) when (LedgerClient.IsUnavailable(exception))
        {
            await ledger.ClaimFailedAsync(callback.Claim!.Value, started, exception);
        }

        await PassOn(context, callback, result, started);
    }

    /// <summary>Claims the event's key or, where another content holds it, the key of this content.</summary>
    private async Task ClaimInStepsAsync(HttpContext context, CallbackContext callback, long started)
    {
        ClaimResult? result;
        using (CallbackTelemetry.Spans.StartActivity(CallbackSpans.Claim))
        {
            result = callback.Identity switch
            {
                { Guard: not null } => await _guarded.ClaimAsync(callback),
                { Parts.Length: > 0 } => await _batches.ClaimAsync(callback),
                _ => await ClaimWithTokenAsync(callback),
            };
            if (MayBeDelivered(callback, result))
            {
                result = await ClaimContentAsync(callback);
            }

            await ReleaseOthersUnlessClaimedAsync(callback, result);
        }

        await PassOn(context, callback, result, started);
    }

    private async ValueTask ReleaseOthersUnlessClaimedAsync(CallbackContext callback, ClaimResult? result)
    {
        if (result is { Status: ClaimStatus.Claimed } || callback.OtherClaims is not { } others)
        {
            return;
        }

        callback.OtherClaims = null;
        foreach (var other in others)
        {
            await ledger.TryReleaseAsync(other);
        }
    }

    private async ValueTask<ClaimResult?> ClaimWithTokenAsync(CallbackContext callback) => await TryReserveTokenAsync(callback) switch
    {
        TokenReservation.None => await TryClaimAsync(callback, callback.Identity.Key, ClaimRequests.MayReplaceUnacknowledged(callback)),
        TokenReservation.Known => await TryClaimAsync(callback, callback.Identity.Key, replacesContent: false),
        TokenReservation.Unused => await TryClaimAsync(callback, callback.Identity.Key, replacesContent: true),
        TokenReservation.OfOtherContent => ClaimResult.Conflict(),
        _ => null,
    };

    /// <summary>Another content holds the event's key, and this profile delivers both.</summary>
    private static bool MayBeDelivered(CallbackContext callback, ClaimResult? result) =>
        result is { Status: ClaimStatus.Conflict }
        && callback is { IsConflict: false, IsRefusedConflict: false, OnConflict: ConflictPolicy.Deliver, Identity.Parts.IsEmpty: true };

    private ValueTask<ClaimResult?> ClaimContentAsync(CallbackContext callback)
    {
        metrics.Conflict(callback);
        callback.IsConflict = true;
        callback.MerchantKey = null;
        return TryClaimAsync(callback, callback.Identity.ConflictKey(), replacesContent: false);
    }

    private async Task ClaimContentAndPassOnAsync(HttpContext context, CallbackContext callback, long started) =>
        await PassOn(context, callback, await ClaimContentAsync(callback), started);

    private Task PassOn(HttpContext context, CallbackContext callback, ClaimResult? result, long started)
    {
        if (MayBeDelivered(callback, result))
        {
            return ClaimContentAndPassOnAsync(context, callback, started);
        }

        callback.Durations.Claim = Stopwatch.GetElapsedTime(started);
        return IsLetThrough(callback, result) ? next(context) : Task.CompletedTask;
    }

    private bool IsLetThrough(CallbackContext callback, ClaimResult? result)
    {
        if (result is not { } answer)
        {
            return GoesOnUnclaimed(callback);
        }

        switch (answer.Status)
        {
            case ClaimStatus.Claimed:
                callback.Attempt = answer.Attempt;
                callback.ClaimState = ClaimState.Held;
                return true;
            case ClaimStatus.AlreadySettled:
                callback.Recorded = answer.Acknowledgement;
                callback.End(CallbackOutcome.AlreadySettled);
                return false;
            case ClaimStatus.InFlight:
                callback.End(
                    CallbackOutcome.InFlight, StatusCodes.Status503ServiceUnavailable, retryAfter: answer.LeaseRemaining);
                return false;
            case ClaimStatus.Conflict:
                if (!callback.IsConflict)
                {
                    metrics.Conflict(callback);
                }

                if (callback.Identity.Parts.IsEmpty)
                {
                    callback.End(CallbackOutcome.Conflict, StatusCodes.Status422UnprocessableEntity);
                }
                else
                {
                    callback.End(CallbackOutcome.Conflict, StatusCodes.Status409Conflict, "batch_overlaps");
                }

                return false;
            default:
                throw new InvalidOperationException($"The ledger answered {answer.Status}.");
        }
    }

    /// <summary>What the operator chose for when nobody knows whether the merchant has it: to wait, or to deliver it once too often.</summary>
    private bool GoesOnUnclaimed(CallbackContext callback)
    {
        if (callback.Profile.OnLedgerUnavailable == LedgerUnavailablePolicy.Refuse)
        {
            callback.End(
                CallbackOutcome.LedgerUnavailable, StatusCodes.Status503ServiceUnavailable, retryAfter: _ledgerRetryAfter);
            return false;
        }

        callback.Claim = null;
        callback.OtherClaims = null;
        callback.MerchantKey = null;
        callback.IsUnclaimed = true;
        metrics.Unclaimed(callback);
        Log.ForwardedUnclaimed(logger, callback.Profile.Name, callback.Key);
        return true;
    }

    /// <summary>
    /// A token that was signed in the content's place must not carry another content in: who has seen a callback could send it
    /// with any key. Whoever lets conflicts through has chosen otherwise.
    /// </summary>
    private ValueTask<TokenReservation> TryReserveTokenAsync(CallbackContext callback)
    {
        var profile = callback.Profile;
        if (callback.Identity.Token is not { } token || callback.OnConflict == ConflictPolicy.Deliver)
        {
            return ValueTask.FromResult(TokenReservation.None);
        }

        var claim = new Claim(token, OwnerToken.Create(), profile.Retention);
        return ledger.TryReserveAsync(new ClaimRequest(claim, callback.Identity.Fingerprint, profile.Lease));
    }

    private ValueTask<ClaimResult?> TryClaimAsync(CallbackContext callback, CallbackKey key, bool replacesContent) =>
        ledger.TryClaimAsync(ClaimRequests.Main(callback, key, replacesContent));

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "The ledger did not answer; {Key} of {Profile} is forwarded without a claim, as OnLedgerUnavailable says.", EventName = "ForwardedUnclaimed")]
        public static partial void ForwardedUnclaimed(ILogger logger, string profile, CallbackKey key);
    }
}
