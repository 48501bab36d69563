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

        var request = ClaimRequests.Create(callback, callback.Verdict.Identity.Key, ClaimRequests.MayReplaceUnacknowledged(callback));
        var claiming = ledger.ClaimAsync(request);
        if (!claiming.IsCompletedSuccessfully)
        {
            return ClaimAndPassOnAsync(context, callback, request.Claim, claiming, started);
        }

        ledger.Claimed(started);
        return PassOn(context, callback, ClaimAnswer.To(request.Claim, claiming.Result), started);
    }

    /// <summary>Whether there is more than one key to claim, or a span to record.</summary>
    private static bool NeedsSteps(CallbackContext callback) =>
        callback.Verdict.Identity is { Token: not null } or { Guard: not null } or { Parts.Length: > 0 } || CallbackTelemetry.Spans.HasListeners();

    /// <summary>The one state machine between the ledger and the next middleware.</summary>
    private async Task ClaimAndPassOnAsync(
        HttpContext context, CallbackContext callback, Claim claim, ValueTask<ClaimResult> claiming, long started)
    {
        ClaimResult? result = null;
        try
        {
            result = await claiming;
            ledger.Claimed(started);
        }
        catch (Exception exception) when (LedgerClient.IsUnavailable(exception))
        {
            await ledger.ClaimFailedAsync(callback, claim, started, exception);
        }

        await PassOn(context, callback, ClaimAnswer.To(claim, result), started);
    }

    /// <summary>Claims the event's key or, where another content holds it, the key of this content.</summary>
    private async Task ClaimInStepsAsync(HttpContext context, CallbackContext callback, long started)
    {
        ClaimAnswer answer;
        using (var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Claim))
        {
            answer = callback.Verdict.Identity switch
            {
                { Guard: not null } => await _guarded.ClaimAsync(callback),
                { Parts.Length: > 0 } => await _batches.ClaimAsync(callback),
                _ => await ClaimWithTokenAsync(callback),
            };
            if (MayBeDelivered(callback, answer))
            {
                answer = await ClaimContentAsync(callback, answer);
            }

            answer = await ReleaseOthersUnlessClaimedAsync(answer);
            if (answer.Result is null)
            {
                CallbackSpans.Fail(span, TagWords.Of(CallbackOutcome.LedgerUnavailable));
            }
        }

        await PassOn(context, callback, answer, started);
    }

    private async ValueTask<ClaimAnswer> ReleaseOthersUnlessClaimedAsync(ClaimAnswer answer)
    {
        if (answer.IsClaimed || answer.Claims.Others is not { } others)
        {
            return answer;
        }

        foreach (var other in others)
        {
            await ledger.TryReleaseAsync(other);
        }

        return answer with { Claims = answer.Claims with { Others = null } };
    }

    private async ValueTask<ClaimAnswer> ClaimWithTokenAsync(CallbackContext callback) => await TryReserveTokenAsync(callback) switch
    {
        TokenReservation.None => await TryClaimAsync(callback, ClaimRequests.MayReplaceUnacknowledged(callback)),
        TokenReservation.Known => await TryClaimAsync(callback, replacesContent: false),
        TokenReservation.Unused => await TryClaimAsync(callback, replacesContent: true),
        TokenReservation.OfOtherContent => new ClaimAnswer(ClaimResult.Conflict()),
        _ => default,
    };

    private async ValueTask<ClaimAnswer> TryClaimAsync(CallbackContext callback, bool replacesContent)
    {
        var request = ClaimRequests.Create(callback, callback.Verdict.Identity.Key, replacesContent);
        return ClaimAnswer.To(request.Claim, await ledger.TryClaimAsync(callback, request));
    }

    /// <summary>Another content holds the event's key, and this profile delivers both.</summary>
    private static bool MayBeDelivered(CallbackContext callback, in ClaimAnswer answer) =>
        answer is { IsConflict: true, IsRefusedConflict: false, Claims.IsConflict: false }
        && callback is { OnConflict: ConflictPolicy.Deliver, Verdict.Identity.Parts.IsEmpty: true };

    /// <summary>Claims the key of this content. Claims that the first answer left stay held with it.</summary>
    private async ValueTask<ClaimAnswer> ClaimContentAsync(CallbackContext callback, ClaimAnswer first)
    {
        metrics.Conflict(callback);
        var key = callback.Verdict.Identity.ConflictKey();
        var request = ClaimRequests.Create(callback, key, replacesContent: false);
        var answer = ClaimAnswer.To(request.Claim, await ledger.TryClaimAsync(callback, request));
        return answer with { Claims = answer.Claims with { Others = first.Claims.Others, IsConflict = true, ContentKey = key } };
    }

    private async Task ClaimContentAndPassOnAsync(HttpContext context, CallbackContext callback, ClaimAnswer first, long started) =>
        await PassOn(context, callback, await ClaimContentAsync(callback, first), started);

    private Task PassOn(HttpContext context, CallbackContext callback, in ClaimAnswer answer, long started)
    {
        if (MayBeDelivered(callback, answer))
        {
            return ClaimContentAndPassOnAsync(context, callback, answer, started);
        }

        callback.Durations.Claim = Stopwatch.GetElapsedTime(started);
        return IsLetThrough(callback, answer) ? next(context) : Task.CompletedTask;
    }

    private bool IsLetThrough(CallbackContext callback, in ClaimAnswer answer)
    {
        callback.Claims = answer.Claims;
        if (answer.Result is not { } result)
        {
            return GoesOnUnclaimed(callback);
        }

        switch (result.Status)
        {
            case ClaimStatus.Claimed:
                return true;
            case ClaimStatus.AlreadySettled:
                callback.Ending = new(CallbackOutcome.AlreadySettled) { Recorded = result.Acknowledgement };
                return false;
            case ClaimStatus.InFlight:
                callback.Ending = new(CallbackOutcome.InFlight, StatusCodes.Status503ServiceUnavailable) { RetryAfter = result.LeaseRemaining };
                return false;
            case ClaimStatus.Conflict:
                if (!callback.Claims.IsConflict)
                {
                    metrics.Conflict(callback);
                }

                callback.Ending = callback.Verdict.Identity.Parts.IsEmpty
                    ? new(CallbackOutcome.Conflict, StatusCodes.Status422UnprocessableEntity)
                    : new(CallbackOutcome.Conflict, StatusCodes.Status409Conflict, CallbackReason.BatchOverlaps);
                return false;
            default:
                throw new InvalidOperationException($"The ledger answered {result.Status}.");
        }
    }

    /// <summary>
    /// Applies the operator's choice while the ledger is unavailable: to wait, or to deliver without a claim, possibly more than once.
    /// </summary>
    private bool GoesOnUnclaimed(CallbackContext callback)
    {
        if (callback.Profile.OnLedgerUnavailable == LedgerUnavailablePolicy.Refuse)
        {
            callback.Ending = new(CallbackOutcome.LedgerUnavailable, StatusCodes.Status503ServiceUnavailable) { RetryAfter = _ledgerRetryAfter };
            return false;
        }

        callback.Claims = new() { IsUnclaimed = true, IsConflict = callback.Claims.IsConflict };
        metrics.Unclaimed(callback);
        Log.ForwardedUnclaimed(logger, callback.Profile.Name, callback.Key, callback.Failure);
        callback.Failure = null;
        return true;
    }

    /// <summary>
    /// A token that was signed in the content's place must not carry another content in: anyone who has seen a callback could send it with
    /// any key. Skipped when the profile delivers conflicts.
    /// </summary>
    private ValueTask<TokenReservation> TryReserveTokenAsync(CallbackContext callback)
    {
        var profile = callback.Profile;
        var identity = callback.Verdict.Identity;
        if (identity.Token is not { } token || callback.OnConflict == ConflictPolicy.Deliver)
        {
            return ValueTask.FromResult(TokenReservation.None);
        }

        var claim = new Claim(token, OwnerToken.Create(), profile.Retention);
        return ledger.TryReserveAsync(callback, new ClaimRequest(claim, identity.Fingerprint, profile.Lease));
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "The ledger did not answer; {Key} of {Profile} is forwarded without a claim, as OnLedgerUnavailable says.", EventName = "ForwardedUnclaimed")]
        public static partial void ForwardedUnclaimed(ILogger logger, string profile, CallbackKey key, Exception? exception);
    }
}
