namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>An event that one of the parties observed.</summary>
/// <param name="At">The time since the run began, by a monotonic clock.</param>
public abstract record HistoryEvent(TimeSpan At)
{
    /// <summary>A provider, or a forger, sent something.</summary>
    /// <param name="At">Before the first octet was sent.</param>
    /// <param name="Send">Its number, unique in the run; the sender adds it as a header.</param>
    /// <param name="Content">The content without the signature: sends of the same content are duplicates.</param>
    /// <param name="Digest">The digest of the body.</param>
    /// <param name="IsGenuine">Whether the provider signed it.</param>
    /// <param name="Gateway">The gateway's name.</param>
    public sealed record Sent(TimeSpan At, int Send, string Content, string Digest, bool IsGenuine, string Gateway) : HistoryEvent(At);

    /// <summary>A provider received a complete answer.</summary>
    /// <param name="At">When it was complete.</param>
    /// <param name="Send">The number of the send.</param>
    /// <param name="Status">The status.</param>
    /// <param name="IsAcknowledgement">Whether the provider accepts it as one.</param>
    /// <param name="Delivery">The delivery in the answer's header, so that the merchant answered this request. Null: a duplicate's
    /// answer, or one of the gateway's.</param>
    /// <param name="Recorded">The delivery in the answer's body, or null.</param>
    public sealed record Answered(TimeSpan At, int Send, int Status, bool IsAcknowledgement, int? Delivery, int? Recorded) : HistoryEvent(At);

    /// <summary>A provider received no answer.</summary>
    /// <param name="At">When this was certain.</param>
    /// <param name="Send">The number of the send.</param>
    /// <param name="HungUp">True if the provider canceled the request; false if the connection broke.</param>
    public sealed record Unanswered(TimeSpan At, int Send, bool HungUp) : HistoryEvent(At);

    /// <summary>A provider has used up its retries.</summary>
    /// <param name="At">The time.</param>
    /// <param name="Content">The content.</param>
    public sealed record GaveUp(TimeSpan At, string Content) : HistoryEvent(At);

    /// <summary>The merchant received a complete request.</summary>
    /// <param name="At">When it was complete.</param>
    /// <param name="Delivery">Its number, unique in the run; the answer contains it.</param>
    /// <param name="Send">The send in the sender's header, or null.</param>
    /// <param name="Digest">The digest of the body.</param>
    /// <param name="Key">The gateway's <c>Callback-Key</c>.</param>
    /// <param name="Attempt">The gateway's <c>Callback-Attempt</c>.</param>
    public sealed record Received(TimeSpan At, int Delivery, int? Send, string Digest, string Key, int Attempt) : HistoryEvent(At);

    /// <summary>The merchant answered.</summary>
    /// <param name="At">Before the first octet was sent.</param>
    /// <param name="Delivery">The number of the delivery.</param>
    /// <param name="Status">The status.</param>
    /// <param name="IsAcknowledgement">Whether it accepted the callback.</param>
    /// <param name="IsWhole">False if the answer was incomplete on purpose.</param>
    public sealed record MerchantAnswered(TimeSpan At, int Delivery, int Status, bool IsAcknowledgement, bool IsWhole) : HistoryEvent(At);

    /// <summary>A gateway logged that an acknowledgement could not be recorded.</summary>
    /// <param name="At">When the log was read.</param>
    /// <param name="Key">The key.</param>
    public sealed record SettlementLost(TimeSpan At, string Key) : HistoryEvent(At);

    /// <summary>A provider changes the content of an event from now on, before it received an acknowledgement. Its signature does not
    /// cover the change, so that only one of the contents may be acknowledged.</summary>
    /// <param name="At">Before the first send of the new content.</param>
    /// <param name="Content">The old content.</param>
    /// <param name="By">The new content.</param>
    public sealed record Superseded(TimeSpan At, string Content, string By) : HistoryEvent(At);

    /// <summary>An operator released a key.</summary>
    /// <param name="At">Before it was done.</param>
    /// <param name="Key">The key.</param>
    public sealed record Replayed(TimeSpan At, string Key) : HistoryEvent(At);

    /// <summary>A fault is about to begin.</summary>
    /// <param name="At">Before it began.</param>
    /// <param name="Fault">Its number.</param>
    /// <param name="Kind">The kind of fault.</param>
    /// <param name="Target">The component that it affects.</param>
    public sealed record FaultBegan(TimeSpan At, int Fault, FaultKind Kind, string Target) : HistoryEvent(At);

    /// <summary>A fault has ended.</summary>
    /// <param name="At">After it ended.</param>
    /// <param name="Fault">Its number.</param>
    public sealed record FaultEnded(TimeSpan At, int Fault) : HistoryEvent(At);
}
