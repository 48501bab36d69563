namespace EdgeGateway.Callbacks.Verification;

/// <summary>Builds the keys of one profile's verified callbacks. Immutable and safe for concurrent use.</summary>
internal abstract class CallbackNaming
{
    /// <summary>Returns the event and the content of a verified callback.</summary>
    public abstract CallbackIdentity Identify(in VerificationInput input, in VerificationResult result);
}
