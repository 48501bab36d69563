using System.Collections.Immutable;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a verified callback is known by.</summary>
/// <param name="Key">Which event it tells of.</param>
/// <param name="Fingerprint">Which content it has.</param>
/// <param name="Token">What the provider signed in the content's place, which vouches for one content only; null where it signed the content.</param>
public readonly record struct CallbackIdentity(CallbackKey Key, Fingerprint Fingerprint, CallbackKey? Token = null)
{
    /// <summary>
    /// The key that is claimed before <see cref="Key"/>: of the content where <see cref="IsUnsigned"/>, otherwise of the signed
    /// octets, where these do not tell fields apart without doubt. Null: none.
    /// </summary>
    public CallbackKey? Guard { get; init; }

    /// <summary>Whether <see cref="Key"/> is made of values that the signature does not cover, so that it must not decide anything.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>The elements of a batch of several; otherwise empty.</summary>
    public ImmutableArray<CallbackPart> Parts { get; init; } = [];

    /// <summary>The key of this content as a callback of its own, for when another content holds the event's key.</summary>
    public CallbackKey ConflictKey() => KeyText.ToKey($"{Key.Value}/={Fingerprint}");
}
