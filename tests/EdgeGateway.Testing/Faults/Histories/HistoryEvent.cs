namespace EdgeGateway.Testing.Faults.Histories;

/// <summary>One thing that one side saw.</summary>
/// <param name="At">When, by one monotonic clock, since the run began.</param>
public abstract record HistoryEvent(TimeSpan At)
{
    /// <summary>A provider, or a forger, sent something.</summary>
    /// <param name="At">Before the first octet went out.</param>
    /// <param name="Send">Its number, unique in the run; the merchant sees it in a header of the sender's.</param>
    /// <param name="Content">What is said, whatever the signature: sends of one content are duplicates.</param>
    /// <param name="Digest">Of the octets of the body.</param>
    /// <param name="IsGenuine">Whether the provider signed it.</param>
    /// <param name="Gateway">Who it was sent to.</param>
    public sealed record Sent(TimeSpan At, int Send, string Content, string Digest, bool IsGenuine, string Gateway) : HistoryEvent(At);

    /// <summary>A provider got a whole answer.</summary>
    /// <param name="At">When it was there.</param>
    /// <param name="Send">To what.</param>
    /// <param name="Status">The status.</param>
    /// <param name="IsAcknowledgement">Whether the provider takes it for one.</param>
    /// <param name="Delivery">The delivery that the answer's header names: the merchant has answered just now. Null: a duplicate's
    /// answer, or the gateway's own.</param>
    /// <param name="Recorded">The delivery that the answer's body names, or null.</param>
    public sealed record Answered(TimeSpan At, int Send, int Status, bool IsAcknowledgement, int? Delivery, int? Recorded) : HistoryEvent(At);

    /// <summary>A provider got no answer.</summary>
    /// <param name="At">When it knew.</param>
    /// <param name="Send">To what.</param>
    /// <param name="HungUp">It did not wait; else the connection broke.</param>
    public sealed record Unanswered(TimeSpan At, int Send, bool HungUp) : HistoryEvent(At);

    /// <summary>A provider has used up its retries.</summary>
    /// <param name="At">When.</param>
    /// <param name="Content">Of what.</param>
    public sealed record GaveUp(TimeSpan At, string Content) : HistoryEvent(At);

    /// <summary>The merchant got a whole request.</summary>
    /// <param name="At">When it was there.</param>
    /// <param name="Delivery">Its number, unique in the run; every answer names it.</param>
    /// <param name="Send">The send that the sender's header names, or null.</param>
    /// <param name="Digest">Of the octets of the body.</param>
    /// <param name="Key">The gateway's <c>Callback-Key</c>.</param>
    /// <param name="Attempt">The gateway's <c>Callback-Attempt</c>.</param>
    public sealed record Received(TimeSpan At, int Delivery, int? Send, string Digest, string Key, int Attempt) : HistoryEvent(At);

    /// <summary>The merchant answered.</summary>
    /// <param name="At">Before the first octet went out.</param>
    /// <param name="Delivery">What.</param>
    /// <param name="Status">The status.</param>
    /// <param name="IsAcknowledgement">Whether it took the callback.</param>
    /// <param name="IsWhole">False where it broke off on purpose.</param>
    public sealed record MerchantAnswered(TimeSpan At, int Delivery, int Status, bool IsAcknowledgement, bool IsWhole) : HistoryEvent(At);

    /// <summary>A gateway logged that an acknowledgement could not be recorded.</summary>
    /// <param name="At">When it was read.</param>
    /// <param name="Key">Of what.</param>
    public sealed record SettlementLost(TimeSpan At, string Key) : HistoryEvent(At);

    /// <summary>A provider says something else of an event from here on, before it saw an acknowledgement. Its signature does not
    /// cover what has changed, so that only one of the contents may be acknowledged.</summary>
    /// <param name="At">Before the first send of the new content.</param>
    /// <param name="Content">What it said before.</param>
    /// <param name="By">What it says now.</param>
    public sealed record Superseded(TimeSpan At, string Content, string By) : HistoryEvent(At);

    /// <summary>An operator freed a key.</summary>
    /// <param name="At">Before it was done.</param>
    /// <param name="Key">Which.</param>
    public sealed record Replayed(TimeSpan At, string Key) : HistoryEvent(At);

    /// <summary>A fault is about to be made.</summary>
    /// <param name="At">Before it was.</param>
    /// <param name="Fault">Its number.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Target">What it strikes.</param>
    public sealed record FaultBegan(TimeSpan At, int Fault, FaultKind Kind, string Target) : HistoryEvent(At);

    /// <summary>A fault is over.</summary>
    /// <param name="At">After it was.</param>
    /// <param name="Fault">Its number.</param>
    public sealed record FaultEnded(TimeSpan At, int Fault) : HistoryEvent(At);
}
