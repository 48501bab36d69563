using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>What is known of one delivery.</summary>
internal sealed class DeliveryRecord(HistoryEvent.Received received, SendRecord? send)
{
    public HistoryEvent.Received Received { get; } = received;

    /// <summary>What it was made from; null where the merchant got something that nobody sent.</summary>
    public SendRecord? Send { get; } = send;

    public HistoryEvent.MerchantAnswered? Answer { get; set; }

    public int Number => Received.Delivery;

    public string Content => Send?.Sent.Content ?? "";

    /// <summary>No claim that led to it is older.</summary>
    public TimeSpan ClaimedAfter => Send?.Sent.At ?? Received.At;

    /// <summary>The merchant has taken it, and said so to the end.</summary>
    public bool IsAcknowledged => Answer is { IsAcknowledgement: true, IsWhole: true };
}
