namespace EdgeGateway.Callbacks.Ledger;

/// <summary>One owner's right to forward one callback.</summary>
/// <param name="Key">The callback.</param>
/// <param name="Owner">Compared on settle and release, so that an owner whose lease has ended changes nothing.</param>
/// <param name="Retention">How long the record is kept after it is settled or released, or after its lease ends.</param>
/// <param name="ReplayProtection">How much longer a settled record is kept because its signature never expires: without the record, a
/// captured callback would count as new.</param>
public readonly record struct Claim(CallbackKey Key, OwnerToken Owner, TimeSpan Retention, TimeSpan ReplayProtection = default)
{
    /// <summary>How long a settled record is kept.</summary>
    public TimeSpan SettledRetention => Retention + ReplayProtection;
}
