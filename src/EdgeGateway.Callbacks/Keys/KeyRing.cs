using System.Collections.Immutable;

namespace EdgeGateway.Callbacks.Keys;

/// <summary>The secrets that a profile accepts, in the order in which they are tried; several while one replaces another.</summary>
/// <param name="keys">At least one, or nothing can be verified.</param>
public sealed class KeyRing(ImmutableArray<SigningKey> keys)
{
    /// <summary>Every key.</summary>
    public ImmutableArray<SigningKey> Keys { get; } = keys;

    /// <summary>The keys' ids and nothing of their secrets.</summary>
    public override string ToString() => string.Join(", ", Keys);
}
