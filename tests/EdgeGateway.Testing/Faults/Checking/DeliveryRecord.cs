using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>What the history contains about a delivery.</summary>
internal sealed class DeliveryRecord(HistoryEvent.Received received, SendRecord? send)
{
    public HistoryEvent.Received Received { get; } = received;

    /// <summary>The send that caused it; null if there is none.</summary>
    public SendRecord? Send { get; } = send;

    public HistoryEvent.MerchantAnswered? Answer { get; set; }

    public int Number => Received.Delivery;

    public string Content => Send?.Sent.Content ?? "";

    /// <summary>The earliest time of its claim.</summary>
    public TimeSpan ClaimedAfter => Send?.Sent.At ?? Received.At;

    /// <summary>Whether the merchant acknowledged it with a complete answer.</summary>
    public bool IsAcknowledged => Answer is { IsAcknowledgement: true, IsWhole: true };
}
