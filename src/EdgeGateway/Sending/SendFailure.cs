namespace EdgeGateway.Sending;

/// <summary>A delivery that did not end as it should.</summary>
/// <param name="Kind">What was sent.</param>
/// <param name="Event">The event's index.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Status">The status of the last answer; null if there was none.</param>
/// <param name="Answer">The beginning of the last answer, or why there was none.</param>
internal sealed record SendFailure(DeliveryKind Kind, int Event, int Attempts, int? Status, string Answer);
