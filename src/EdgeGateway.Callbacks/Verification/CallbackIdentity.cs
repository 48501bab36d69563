using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a verified callback is known by.</summary>
/// <param name="Key">Which event it tells of.</param>
/// <param name="Fingerprint">Which content it has.</param>
/// <param name="Token">What the provider signed in the content's place, which vouches for one content only; null where it signed the content.</param>
public readonly record struct CallbackIdentity(CallbackKey Key, Fingerprint Fingerprint, CallbackKey? Token = null)
{
    /// <summary>The key of this content as a callback of its own, for when another content holds the event's key.</summary>
    public CallbackKey ConflictKey()
    {
        var key = $"{Key.Value}/={Fingerprint}";
        return new CallbackKey(key.Length <= CallbackKey.MaxLength ? key : CallbackKeyWriter.Digest(key));
    }
}
