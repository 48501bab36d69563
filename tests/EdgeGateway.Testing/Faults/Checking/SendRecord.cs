using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>What the history contains about a send.</summary>
internal sealed class SendRecord(HistoryEvent.Sent sent)
{
    public HistoryEvent.Sent Sent { get; } = sent;

    public HistoryEvent.Answered? Answer { get; set; }

    public HistoryEvent.Unanswered? Unanswered { get; set; }
}
