namespace EdgeGateway.Callbacks.Ledger;

/// <summary>The right of one owner to forward one callback.</summary>
/// <param name="Key">The callback.</param>
/// <param name="Owner">Compared on settle and release, so that a late owner changes nothing.</param>
/// <param name="Retention">How long the record is kept after it was settled or released, or after its lease ended.</param>
/// <param name="ReplayProtection">How much longer a settled record is kept: the signature never expires, so a captured callback
/// would be new again.</param>
public readonly record struct Claim(CallbackKey Key, OwnerToken Owner, TimeSpan Retention, TimeSpan ReplayProtection = default)
{
    /// <summary>How long a settled record is kept.</summary>
    public TimeSpan SettledRetention => Retention + ReplayProtection;
}
