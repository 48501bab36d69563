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
        callback.Verdict.Identity.Token is null && (callback.OnConflict == ConflictPolicy.Refuse || callback.Verdict.Identity.IsUnsigned);

    /// <summary>A request for the callback's whole content.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="key">The event's key, its guard, or the key of this content.</param>
    /// <param name="replacesContent">Whether it takes the place of a content that the merchant has not acknowledged.</param>
    public static ClaimRequest Create(CallbackContext callback, CallbackKey key, bool replacesContent) =>
        Create(callback, key, callback.Verdict.Identity.Fingerprint, replacesContent);

    /// <summary>The same for a part of the content.</summary>
    public static ClaimRequest Create(CallbackContext callback, CallbackKey key, Fingerprint fingerprint, bool replacesContent)
    {
        var profile = callback.Profile;
        return new ClaimRequest(new Claim(key, OwnerToken.Create(), profile.Retention, profile.ReplayProtection), fingerprint, profile.Lease, replacesContent);
    }
}
