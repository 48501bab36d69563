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
internal sealed class SettlementMiddleware(RequestDelegate next, LedgerClient ledger, CallbackMetrics metrics)
{
    private volatile RecordedAcknowledgement? _lastRecord;

    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        return callback is null ? next(context) : InvokeCore(context, callback);
    }

    private async Task InvokeCore(HttpContext context, CallbackContext callback)
    {
        var open = callback.ClaimState == ClaimState.Held ? metrics.ClaimStarted(callback) : null;
        try
        {
            await next(context);
            await EndAsync(context, callback);
        }
        finally
        {
            if (callback.ClaimState == ClaimState.Held)
            {
                await EndAfterFailureAsync(context, callback);
            }

            if (open is not null)
            {
                metrics.ClaimEnded(callback, open);
            }
        }
    }

    /// <summary>
    /// What failed behind the merchant's answer does not undo it; and a callback that never left for the merchant is free again.
    /// </summary>
    private async ValueTask EndAfterFailureAsync(HttpContext context, CallbackContext callback)
    {
        if (callback.Answer is not null)
        {
            await EndAsync(context, callback);
        }
        else if (callback.Body is not { WasRead: true })
        {
            await ledger.TryReleaseAllAsync(callback);
        }
    }

    private ValueTask EndAsync(HttpContext context, CallbackContext callback)
    {
        switch (StatusOf(callback))
        {
            case AcknowledgementStatus.Acknowledged:
                return SettleAsync(callback);
            case AcknowledgementStatus.Refused:
                return ReleaseAsync(callback);
            case AcknowledgementStatus.Indeterminate when callback.Body!.WasRead:
                // The merchant may be at it still: the claim stands until its lease ends.
                callback.ClaimState = ClaimState.Ended;
                callback.End(
                    CallbackOutcome.Indeterminate, StatusCodes.Status504GatewayTimeout, ReasonOf(context), callback.Profile.Lease);
                return default;
            case AcknowledgementStatus.Indeterminate:
                // Nothing was sent: the claim is released.
                callback.End(CallbackOutcome.MerchantUnreachable, StatusOfUnreachable(context), ReasonOf(context));
                return default;
            default:
                throw new InvalidOperationException("The answer has no meaning.");
        }
    }

    private static AcknowledgementStatus StatusOf(CallbackContext callback)
    {
        if (callback.Answer is not { } answer)
        {
            return AcknowledgementStatus.Indeterminate;
        }

        // A question's answer goes back whatever it says.
        return !callback.IsDeduplicated || Acknowledges(callback.Acknowledgement, answer)
            ? AcknowledgementStatus.Acknowledged
            : AcknowledgementStatus.Refused;
    }

    private static bool Acknowledges(AcknowledgementRule rule, MerchantAnswer answer) =>
        rule.IsAcknowledgedBy(answer.Status, answer.IsCut || answer.IsEncoded ? default : answer.Body.Span);

    /// <summary>A body that cannot be read here may be what the provider takes, once it has decompressed it.</summary>
    private static bool MayAcknowledge(AcknowledgementRule rule, MerchantAnswer answer) =>
        answer.IsCut || answer.IsEncoded ? rule.Status.Contains(answer.Status) : rule.IsAcknowledgedBy(answer.Status, answer.Body.Span);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleAsync(CallbackContext callback)
    {
        if (callback.Claim is { } claim)
        {
            // Where settling fails the acknowledgement still goes out: a 5xx would only buy a second delivery.
            callback.ClaimState = ClaimState.Ended;
            var started = Stopwatch.GetTimestamp();
            using var span = CallbackTelemetry.Spans.StartActivity(CallbackSpans.Settle);
            var isSettled = false;
            var record = Record(callback.Acknowledgement, callback.Answer!);

            // The guard is asked first at a repeat, and so it is the first to know.
            var areOthersSettled = callback.OtherClaims is not { } others || await ledger.TrySettleAllAsync(others, record);
            try
            {
                isSettled = ledger.Settled(await ledger.SettleAsync(claim, record), callback.Key, started);
            }
            catch (Exception exception) when (LedgerClient.IsUnavailable(exception))
            {
                ledger.SettleFailed(callback.Key, started, exception);
            }

            if (!isSettled || !areOthersSettled)
            {
                metrics.SettlementLost(callback);
                span?.SetStatus(ActivityStatusCode.Error);
            }

            callback.Durations.Settlement = Stopwatch.GetElapsedTime(started);
        }

        callback.End(CallbackOutcome.Delivered, callback.IsUnclaimed ? "unclaimed" : "");
    }

    private async ValueTask ReleaseAsync(CallbackContext callback)
    {
        await ledger.TryReleaseAllAsync(callback);
        EndRefused(callback);
    }

    /// <summary>
    /// The merchant's answer goes to the provider, unless the provider would take it as an acknowledgement: then it would never
    /// send again what the merchant has not taken.
    /// </summary>
    private static void EndRefused(CallbackContext callback)
    {
        if (MayAcknowledge(SchemeRuleOf(callback), callback.Answer!))
        {
            callback.End(CallbackOutcome.MerchantRefused, StatusCodes.Status503ServiceUnavailable, "not_acknowledged");
        }
        else
        {
            callback.End(CallbackOutcome.MerchantRefused);
        }
    }

    /// <summary>What the provider takes, whatever the profile says.</summary>
    private static AcknowledgementRule SchemeRuleOf(CallbackContext callback) => callback.Verdict.ExpectedAnswer is null
        ? callback.Profile.Scheme.Acknowledgement
        : callback.Profile.Scheme.Acknowledgement.WithExpected(callback.Verdict.ExpectedAnswer);

    private RecordedAcknowledgement Record(AcknowledgementRule rule, MerchantAnswer answer)
    {
        if (answer.IsCut || answer.IsEncoded || answer.Body.Length > RecordedAcknowledgement.MaxBodyBytes)
        {
            return rule.ShortestAnswer(answer.Status);
        }

        // As good as every answer is the same as the last one.
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

    private static string ReasonOf(HttpContext context) => context.GetForwarderErrorFeature()?.Error switch
    {
        ForwarderError.NoAvailableDestinations => "no_destination",
        ForwarderError.RequestTimedOut => "timeout",
        ForwarderError.Request => "connection",
        ForwarderError.ResponseBodyDestination => "answer_cut_short",
        _ => "forwarding",
    };
}
