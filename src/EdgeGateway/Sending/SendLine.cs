namespace EdgeGateway.Sending;

/// <summary>What became of one kind of delivery.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Sent">How many were sent.</param>
/// <param name="AsExpected">How many of them were acknowledged, or refused if they are forged.</param>
/// <param name="Retried">How many of them needed more attempts than they should.</param>
/// <param name="Skipped">How many were not sent, because the scheme does not detect such a forgery.</param>
internal sealed record SendLine(DeliveryKind Kind, int Sent, int AsExpected, int Retried, int Skipped);
