using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>What a method says of one callback.</summary>
/// <param name="Reason">None when it is verified.</param>
/// <param name="Key">The key that matched, or null.</param>
/// <param name="Rendering">The rendering that matched.</param>
/// <param name="Coverage">Whether the signature vouches for all that this callback holds.</param>
internal readonly record struct VerificationResult(
    RefusalReason Reason, SigningKey? Key, Rendering Rendering, SignatureCoverage Coverage)
{
    /// <summary>Whether the provider has sent this.</summary>
    public bool IsVerified => Reason == RefusalReason.None;

    public static VerificationResult Refused(RefusalReason reason) => new(reason, null, default, default);
}
