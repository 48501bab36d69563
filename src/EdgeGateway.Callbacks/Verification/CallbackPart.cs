using EdgeGateway.Callbacks.Ledger;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>One element of a batch.</summary>
/// <param name="Key">Which event it tells of.</param>
/// <param name="Fingerprint">Which content it has.</param>
public readonly record struct CallbackPart(CallbackKey Key, Fingerprint Fingerprint);
