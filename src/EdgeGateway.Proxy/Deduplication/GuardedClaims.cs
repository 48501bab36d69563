using EdgeGateway.Callbacks;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Ledger;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Proxy.Deduplication;

/// <summary>
/// Claims two keys for a callback: its guard first, then the event's. Where the event's key is made of values that are not signed,
/// the guard alone decides; where the signed octets could be divided into other values, they bring one content only.
/// </summary>
internal sealed class GuardedClaims(LedgerClient ledger, CallbackMetrics metrics)
{
    public async ValueTask<ClaimAnswer> ClaimAsync(CallbackContext callback)
    {
        var identity = callback.Verdict.Identity;

        // What the merchant has not acknowledged yields, or a forged division of the octets would keep the genuine one out.
        var guard = ClaimRequests.Create(callback, identity.Guard!.Value, replacesContent: true);
        var guarded = ClaimAnswer.To(guard.Claim, await ledger.TryClaimAsync(callback, guard));
        if (!guarded.IsClaimed)
        {
            return guarded with { IsRefusedConflict = callback.Profile.OnDividedConflict == ConflictPolicy.Refuse };
        }

        var request = ClaimRequests.Create(callback, identity.Key, ClaimRequests.MayReplaceUnacknowledged(callback));
        var answer = ClaimAnswer.To(request.Claim, await ledger.TryClaimAsync(callback, request));
        if (answer.IsClaimed || (answer.IsConflict && !identity.IsUnsigned && callback.OnConflict == ConflictPolicy.Deliver))
        {
            return answer with { Claims = answer.Claims with { Others = [guard.Claim] } };
        }

        if (answer.Result is not null && identity.IsUnsigned)
        {
            // Whoever holds the id, this content has not been delivered: the guard says so.
            return answer.IsConflict ? AsConflict(callback, guarded) : guarded;
        }

        await ledger.TryReleaseAsync(guard.Claim);
        return answer;
    }

    private ClaimAnswer AsConflict(CallbackContext callback, in ClaimAnswer guarded)
    {
        metrics.Conflict(callback);
        return guarded with { Claims = guarded.Claims with { IsConflict = true, ContentKey = callback.Verdict.Identity.ConflictKey() } };
    }
}
