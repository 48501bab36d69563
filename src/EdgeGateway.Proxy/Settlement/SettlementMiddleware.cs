using System.Diagnostics;
using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Proxy.Ledger;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Settlement;

/// <summary>
/// Settles or releases the claim by what the merchant answered, before the provider is answered.
/// </summary>
internal sealed class SettlementMiddleware(RequestDelegate next, LedgerClient ledger, CallbackMetrics metrics, LeftClaims left)
{
    private volatile RecordedAcknowledgement? _lastRecord;

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null ? next(context) : InvokeCore(context, callback);
    }

    private async Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var open = callback.Claims.Main is null ? null : metrics.ClaimStarted(callback);
        var hasReturned = false;
        try
        {
            await next(context);
            hasReturned = true;
            await EndAsync(context, callback);
        }
        finally
        {
            if (!hasReturned)
            {
                await EndAfterExceptionAsync(context, callback);
            }

            if (open is not null)
            {
                metrics.ClaimEnded(callback, open);
            }
        }
    }

    /// <summary>
    /// An exception after the merchant's answer does not undo the answer. Without one, the claim is released unless the merchant
    /// may have got the callback.
    /// </summary>
    private ValueTask EndAfterExceptionAsync(HttpContext context, CallbackContext callback)
    {
        if (callback is { Answer: not null, Claims.Main: not null })
        {
            return EndAsync(context, callback);
        }

        if (callback.Body is { WasRead: true })
        {
            Leave(callback);
            return default;
        }

        return ledger.TryReleaseAllAsync(callback.Claims);
    }

    /// <summary>The claim stands until its lease ends.</summary>
    private void Leave(CallbackContext callback)
    {
        if (callback.Claims.Main is { } claim)
        {
            left.Add(callback.Profile.Name, claim, callback.Profile.Lease);
        }
    }

    /// <summary>No state machine of its own: nearly every callback is settled.</summary>
    private ValueTask EndAsync(HttpContext context, CallbackContext callback)
    {
        switch (callback.Answer)
        {
            case { } answer when IsAcknowledgement(callback, answer):
                return SettleAsync(callback, answer);
            case { } answer when MayAcknowledge(SchemeRuleOf(callback), answer):
                // The provider would take this answer as an acknowledgement, and never send again what the merchant has not taken.
                return ReleaseAsync(callback, new(CallbackOutcome.MerchantRefused, StatusCodes.Status503ServiceUnavailable, CallbackReason.NotAcknowledged));
            case not null:
                return ReleaseAsync(callback, new(CallbackOutcome.MerchantRefused));
            case null when callback.Body!.WasRead:
                // The merchant may still be working on it.
                Leave(callback);
                callback.Ending = new(CallbackOutcome.Indeterminate, StatusCodes.Status504GatewayTimeout, ReasonOf(context)) { RetryAfter = callback.Profile.Lease };
                return default;
            case null:
                return ReleaseAsync(callback, new(CallbackOutcome.MerchantUnreachable, StatusOfUnreachable(context), ReasonOf(context)));
        }
    }

    private async ValueTask ReleaseAsync(CallbackContext callback, CallbackEnding ending)
    {
        await ledger.TryReleaseAllAsync(callback.Claims);
        callback.Ending = ending;
    }

    /// <summary>The answer to a question, or to a callback that is not de-duplicated, is passed on whatever it says.</summary>
    private static bool IsAcknowledgement(CallbackContext callback, MerchantAnswer answer) =>
        !callback.IsDeduplicated || Acknowledges(callback.Acknowledgement, answer);

    private static bool Acknowledges(AcknowledgementRule rule, MerchantAnswer answer) =>
        rule.IsAcknowledgedBy(answer.Status, answer.IsTruncated || answer.IsEncoded ? default : answer.Body.Span);

    /// <summary>A body that cannot be read here may be what the provider takes, once it has decompressed it.</summary>
    private static bool MayAcknowledge(AcknowledgementRule rule, MerchantAnswer answer) =>
        answer.IsTruncated || answer.IsEncoded ? rule.Status.Contains(answer.Status) : rule.IsAcknowledgedBy(answer.Status, answer.Body.Span);

    /// <summary>
    /// Delivered: records the acknowledgement under every key that is held. Where that fails the acknowledgement still goes out: a 5xx would
    /// only cause a second delivery.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleAsync(CallbackContext callback, MerchantAnswer answer)
    {
        if (callback.Claims.Main is not { } claim)
        {
            callback.Ending = Delivered(callback);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Settle);
        var isSettled = false;
        var record = Record(callback.Acknowledgement, answer);

        // The guard is claimed first at a repeat, so it is settled first.
        var areOthersSettled = callback.Claims.Others is not { } others || await ledger.TrySettleAllAsync(others, record);
        try
        {
            isSettled = ledger.Settled(await ledger.SettleAsync(claim, record), callback.Key, started);
        }
        catch (Exception exception) when (LedgerClient.IsUnavailable(exception))
        {
            ledger.SettleFailed(callback.Key, started, exception);
            Leave(callback);
        }

        if (!isSettled || !areOthersSettled)
        {
            metrics.SettlementLost(callback);
            CallbackSpans.Fail(span, "settlement_lost");
        }

        callback.Durations.Settlement = Stopwatch.GetElapsedTime(started);
        callback.Ending = Delivered(callback);
    }

    private static CallbackEnding Delivered(CallbackContext callback) =>
        new(CallbackOutcome.Delivered, Reason: callback.Claims.IsUnclaimed ? CallbackReason.Unclaimed : CallbackReason.None);

    /// <summary>What the provider takes, whatever the profile says.</summary>
    private static AcknowledgementRule SchemeRuleOf(CallbackContext callback) => callback.Verdict.ExpectedAnswer is null
        ? callback.Profile.Scheme.Acknowledgement
        : callback.Profile.Scheme.Acknowledgement.WithExpected(callback.Verdict.ExpectedAnswer);

    private RecordedAcknowledgement Record(AcknowledgementRule rule, MerchantAnswer answer)
    {
        if (answer.IsTruncated || answer.IsEncoded || answer.Body.Length > RecordedAcknowledgement.MaxBodyBytes)
        {
            return rule.ShortestAnswer(answer.Status);
        }

        // Nearly every answer equals the previous one.
        var last = _lastRecord;
        return last is not null && last.Status == answer.Status && last.ContentType == answer.ContentType
            && last.Body.Span.SequenceEqual(answer.Body.Span)
                ? last
                : _lastRecord = new RecordedAcknowledgement(answer.Status, answer.ContentType, answer.Body.ToArray());
    }

    private static int StatusOfUnreachable(HttpContext context) => context.GetForwarderErrorFeature()?.Error switch
    {
        ForwarderError.NoAvailableDestinations => StatusCodes.Status503ServiceUnavailable,
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    private static CallbackReason ReasonOf(HttpContext context) => context.GetForwarderErrorFeature()?.Error switch
    {
        ForwarderError.NoAvailableDestinations => CallbackReason.NoDestination,
        ForwarderError.RequestTimedOut => CallbackReason.Timeout,
        ForwarderError.Request => CallbackReason.Connection,
        ForwarderError.ResponseBodyDestination => CallbackReason.AnswerCutShort,
        _ => CallbackReason.Forwarding,
    };
}
