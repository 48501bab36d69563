namespace EdgeGateway.Sending;

/// <summary>One thing to send.</summary>
/// <param name="Event">The event's index.</param>
/// <param name="Kind">How it is sent.</param>
internal readonly record struct Delivery(int Event, DeliveryKind Kind)
{
    /// <summary>Whether the gateway must refuse it.</summary>
    public bool IsForged => Kind is DeliveryKind.Tampered or DeliveryKind.Expired;
}
