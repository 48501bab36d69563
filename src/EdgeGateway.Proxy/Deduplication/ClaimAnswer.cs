using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Proxy.Attempts;

namespace EdgeGateway.Proxy.Deduplication;

/// <summary>What the ledger answered for all keys of a callback together.</summary>
/// <param name="Result">The answer; null when the ledger gave none, and then nothing is held.</param>
/// <param name="Claims">What is held with that answer.</param>
internal readonly record struct ClaimAnswer(ClaimResult? Result, CallbackClaims Claims = default)
{
    /// <summary>Whether a conflict is refused even where the profile delivers conflicts.</summary>
    public bool IsRefusedConflict { get; init; }

    public bool IsClaimed => Result is { Status: ClaimStatus.Claimed };

    public bool IsConflict => Result is { Status: ClaimStatus.Conflict };

    /// <summary>The answer to one request, whose claim is held if it was won.</summary>
    public static ClaimAnswer To(in Claim claim, ClaimResult? result) =>
        result is { Status: ClaimStatus.Claimed } won ? new(won, new CallbackClaims { Main = claim, Attempt = won.Attempt }) : new(result);
}
