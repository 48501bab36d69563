using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Proxy.Deduplication;

/// <summary>What the ledger is asked for on behalf of a callback.</summary>
internal static class ClaimRequests
{
    /// <summary>
    /// Where the content itself is signed, another content is the provider's, too. Where conflicts are refused, it may take the place
    /// of one that the merchant has not acknowledged: otherwise each of its retries would be refused.
    /// </summary>
    public static bool MayReplaceUnacknowledged(CallbackContext callback) =>
        callback.Identity.Token is null && (callback.OnConflict == ConflictPolicy.Refuse || callback.Identity.IsUnsigned);

    /// <summary>The request for the claim by which the callback is settled.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="key">Its own key, or the one of this content.</param>
    /// <param name="replacesContent">Whether it takes the place of what the merchant has not acknowledged.</param>
    public static ClaimRequest Main(CallbackContext callback, CallbackKey key, bool replacesContent)
    {
        var request = Other(callback, key, callback.Identity.Fingerprint, replacesContent);
        callback.Claim = request.Claim;
        return request;
    }

    /// <summary>The request for a claim that is held beside that.</summary>
    public static ClaimRequest Other(CallbackContext callback, CallbackKey key, Fingerprint fingerprint, bool replacesContent)
    {
        var profile = callback.Profile;
        return new ClaimRequest(new Claim(key, OwnerToken.Create(), profile.Retention, profile.ReplayProtection), fingerprint, profile.Lease, replacesContent);
    }
}
