namespace EdgeGateway.Callbacks.Verification;

/// <summary>Names the verified callbacks of one profile. Immutable and safe for concurrent use.</summary>
internal abstract class CallbackNaming
{
    /// <summary>Says which event a verified callback tells of, and which content it has.</summary>
    public abstract CallbackIdentity Identify(in VerificationInput input, in VerificationResult result);
}
