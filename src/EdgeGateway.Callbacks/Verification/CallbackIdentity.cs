using System.Collections.Immutable;
using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What identifies a verified callback.</summary>
/// <param name="Key">The event.</param>
/// <param name="Fingerprint">The content.</param>
/// <param name="Token">What the provider signed instead of the content; it is accepted with one content only. Null if the content is
/// signed.</param>
public readonly record struct CallbackIdentity(CallbackKey Key, Fingerprint Fingerprint, CallbackKey? Token = null)
{
    /// <summary>
    /// The key that is claimed before <see cref="Key"/>: built from the content if <see cref="IsUnsigned"/>, otherwise from the signed
    /// bytes if they do not separate fields unambiguously. Null for none.
    /// </summary>
    public CallbackKey? Guard { get; init; }

    /// <summary>
    /// Whether <see cref="Key"/> consists of values that the signature does not cover, so that it must not decide what is a duplicate.
    /// </summary>
    public bool IsUnsigned { get; init; }

    /// <summary>The elements of a batch of several; otherwise empty.</summary>
    public ImmutableArray<CallbackPart> Parts { get; init; } = [];

    /// <summary>The key under which this content is delivered separately if different content holds the event's key.</summary>
    public CallbackKey ConflictKey() => KeyText.ToKey($"{Key.Value}/={Fingerprint}");
}
