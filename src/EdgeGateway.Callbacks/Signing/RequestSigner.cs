namespace EdgeGateway.Callbacks.Signing;

/// <summary>Signs the requests of one family of schemes. Immutable and safe for concurrent use.</summary>
internal abstract class RequestSigner
{
    /// <summary>As <see cref="CallbackSigner.TrySign"/>.</summary>
    public abstract RefusalReason TrySign(CallbackRequest request, DateTimeOffset now, string id, out CallbackRequest result);
}
