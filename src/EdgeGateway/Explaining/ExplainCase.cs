using EdgeGateway.Requests;

namespace EdgeGateway.Explaining;

/// <summary>A request that does not verify, and what is known about it.</summary>
/// <param name="Target">The profile that refuses it.</param>
/// <param name="Captured">The request as it was captured.</param>
internal sealed record ExplainCase(CallbackTarget Target, CapturedRequest Captured)
{
    /// <summary>The request as the profile verifies it.</summary>
    public ExplainInput Input { get; } = new(Target.Profile.Verifier, Target.Scheme, Captured.ToRequest(Target.Scheme));
}
