namespace EdgeGateway.Callbacks.Ledger;

/// <summary>A request to claim a key.</summary>
/// <param name="Claim">The claim that is made on success. The caller chooses the owner token, so that it can release the claim even if it
/// never learns the outcome of the call.</param>
/// <param name="Fingerprint">Digest of the content; different content under the same key is a conflict.</param>
/// <param name="Lease">How long the claim holds without being settled or released.</param>
/// <param name="ReplacesContent">Whether this content replaces a record of different content that was released or whose lease has ended. A
/// settled record, or one with a running lease, is never replaced.</param>
public readonly record struct ClaimRequest(Claim Claim, Fingerprint Fingerprint, TimeSpan Lease, bool ReplacesContent = false);
