using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One element of a batch.</summary>
/// <param name="Key">The event.</param>
/// <param name="Fingerprint">The content.</param>
public readonly record struct CallbackPart(CallbackKey Key, Fingerprint Fingerprint);
