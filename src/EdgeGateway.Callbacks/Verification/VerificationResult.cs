using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The verdict on one callback.</summary>
/// <param name="Reason">None when it is verified.</param>
/// <param name="Key">The key that matched, or null.</param>
/// <param name="Rendering">The rendering that matched.</param>
/// <param name="Coverage">Whether the signature vouches for all that this callback holds.</param>
public readonly record struct VerificationResult(
    RefusalReason Reason, SigningKey? Key, Rendering Rendering, SignatureCoverage Coverage)
{
    /// <summary>Whether the provider has sent this.</summary>
    public bool IsVerified => Reason == RefusalReason.None;

    /// <summary>Whether the body could not be read, as opposed to a signature that does not fit.</summary>
    public bool IsMalformed => Reason is > RefusalReason.None and < RefusalReason.SignatureMissing;

    internal static VerificationResult Refused(RefusalReason reason) => new(reason, null, default, default);
}
