using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a verified callback is known by.</summary>
/// <param name="Key">Which event it tells of.</param>
/// <param name="Fingerprint">Which content it has.</param>
public readonly record struct CallbackIdentity(CallbackKey Key, Fingerprint Fingerprint)
{
    /// <summary>The key of this content as a callback of its own, for when another content holds the event's key.</summary>
    public CallbackKey ConflictKey()
    {
        var key = $"{Key.Value}/={Fingerprint}";
        return new CallbackKey(key.Length <= CallbackKey.MaxLength ? key : CallbackKeyWriter.Digest(key));
    }
}
