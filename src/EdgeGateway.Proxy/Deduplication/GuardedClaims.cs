using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Ledger;
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
    /// <summary>The answer; null when the ledger gave none, and then nothing is held.</summary>
    public async ValueTask<ClaimResult?> ClaimAsync(CallbackContext callback)
    {
        var identity = callback.Identity;

        // What the merchant has not acknowledged yields, or a forged division of the octets would keep the genuine one out.
        var guard = ClaimRequests.Main(callback, identity.Guard!.Value, replacesContent: true);
        callback.MerchantKey = identity.Key;
        if (await ledger.TryClaimAsync(guard) is not { } guarded)
        {
            return null;
        }

        if (guarded.Status != ClaimStatus.Claimed)
        {
            callback.IsRefusedConflict = callback.Profile.OnDividedConflict == ConflictPolicy.Refuse;
            return guarded;
        }

        var request = ClaimRequests.Main(callback, identity.Key, ClaimRequests.MayReplaceUnacknowledged(callback));
        if (await ledger.TryClaimAsync(request) is not { } result)
        {
            await ledger.TryReleaseAsync(guard.Claim);
            return null;
        }

        if (result.Status == ClaimStatus.Claimed || MayBeDelivered(callback, result))
        {
            callback.OtherClaims = [guard.Claim];
            return result;
        }

        if (identity.IsUnsigned)
        {
            // Whoever holds the id, this content has not been delivered: the guard says so.
            TakeGuard(callback, guard.Claim, isConflict: result.Status == ClaimStatus.Conflict);
            return guarded;
        }

        await ledger.TryReleaseAsync(guard.Claim);
        return result;
    }

    private static bool MayBeDelivered(CallbackContext callback, ClaimResult result) =>
        !callback.Identity.IsUnsigned && result.Status == ClaimStatus.Conflict && callback.OnConflict == ConflictPolicy.Deliver;

    private void TakeGuard(CallbackContext callback, Claim guard, bool isConflict)
    {
        callback.Claim = guard;
        if (isConflict)
        {
            metrics.Conflict(callback);
            callback.IsConflict = true;
            callback.MerchantKey = callback.Identity.ConflictKey();
        }
    }
}
