namespace EdgeGateway.Sending;

/// <summary>How a delivery ended.</summary>
/// <param name="Delivery">What was sent.</param>
/// <param name="Attempts">How often it was sent; zero if the scheme does not detect such a forgery.</param>
/// <param name="Last">The last attempt.</param>
internal sealed record DeliveryResult(Delivery Delivery, int Attempts, AttemptResult Last)
{
    /// <summary>Whether the provider got what it should: an acknowledgement, or a refusal of what is forged.</summary>
    public bool IsAsExpected => Attempts == 0 || (Delivery.IsForged ? !Last.IsAcknowledged && Last.Status is >= 400 and <= 499 : Last.IsAcknowledged);
}
