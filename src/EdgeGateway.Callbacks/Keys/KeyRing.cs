using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Keys;

/// <summary>The secrets that a profile accepts, in the order in which they are tried. There are several during a key rotation.</summary>
/// <param name="keys">At least one; without a key nothing can be verified.</param>
public sealed class KeyRing(ImmutableArray<SigningKey> keys)
{
    /// <summary>Every key.</summary>
    public ImmutableArray<SigningKey> Keys { get; } = keys;

    /// <summary>The keys' ids, without their secrets.</summary>
    public override string ToString() => string.Join(", ", Keys);
}
