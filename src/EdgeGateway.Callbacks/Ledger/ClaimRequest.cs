namespace EdgeGateway.Callbacks.Ledger;

/// <summary>What a caller asks the ledger for.</summary>
/// <param name="Claim">The claim as it will be if it is won; the caller chooses the owner token, so that it can release even
/// after a call whose outcome it never learned.</param>
/// <param name="Fingerprint">Digest of the content; another content under the same key is a conflict.</param>
/// <param name="Lease">How long the claim holds without being settled or released.</param>
/// <param name="ReplacesContent">Whether a record of another content that is released, or whose lease has ended, yields to this
/// one. One that is settled, or whose lease stands, never does.</param>
public readonly record struct ClaimRequest(Claim Claim, Fingerprint Fingerprint, TimeSpan Lease, bool ReplacesContent = false);
