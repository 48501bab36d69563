using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The verdict of a method on one callback.</summary>
/// <param name="Reason">None if it is verified.</param>
/// <param name="Key">The key that matched, or null.</param>
/// <param name="Rendering">The rendering that matched.</param>
/// <param name="Coverage">How much of this callback the signature covers.</param>
internal readonly record struct VerificationResult(
    RefusalReason Reason, SigningKey? Key, Rendering Rendering, SignatureCoverage Coverage)
{
    /// <summary>Whether the provider sent this callback.</summary>
    public bool IsVerified => Reason == RefusalReason.None;

    public static VerificationResult Refused(RefusalReason reason) => new(reason, null, default, default);
}
