using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>Numbers of events in a history.</summary>
/// <param name="Callbacks">Genuine contents.</param>
/// <param name="Sends">All sends, forged ones included.</param>
/// <param name="Forgeries">Forged sends.</param>
/// <param name="HangUps">Sends that the provider canceled.</param>
/// <param name="Broken">Sends whose connection broke.</param>
/// <param name="Acknowledged">Contents whose provider received an acknowledgement.</param>
/// <param name="GivenUp">Contents whose provider used up its retries without an acknowledgement.</param>
/// <param name="Deliveries">Requests that the merchant received.</param>
/// <param name="Duplicates">Answers that came from the ledger.</param>
/// <param name="SettlementsLost">Acknowledgements that could not be recorded.</param>
/// <param name="Answers">By status.</param>
/// <param name="Faults">By kind.</param>
public sealed record HistoryCounts(
    int Callbacks,
    int Sends,
    int Forgeries,
    int HangUps,
    int Broken,
    int Acknowledged,
    int GivenUp,
    int Deliveries,
    int Duplicates,
    int SettlementsLost,
    IReadOnlyDictionary<int, int> Answers,
    IReadOnlyDictionary<FaultKind, int> Faults)
{
    internal static HistoryCounts Add(HistoryCounts a, HistoryCounts b) => new(
        a.Callbacks + b.Callbacks,
        a.Sends + b.Sends,
        a.Forgeries + b.Forgeries,
        a.HangUps + b.HangUps,
        a.Broken + b.Broken,
        a.Acknowledged + b.Acknowledged,
        a.GivenUp + b.GivenUp,
        a.Deliveries + b.Deliveries,
        a.Duplicates + b.Duplicates,
        a.SettlementsLost + b.SettlementsLost,
        Add(a.Answers, b.Answers),
        Add(a.Faults, b.Faults));

    internal static HistoryCounts Of(IReadOnlyList<HistoryEvent> events)
    {
        var sends = events.OfType<HistoryEvent.Sent>().ToDictionary(static sent => sent.Send);
        var acknowledgements = events.OfType<HistoryEvent.Answered>().Where(static answer => answer.IsAcknowledgement).ToList();
        var acknowledged = acknowledgements.Select(answer => sends[answer.Send].Content).ToHashSet();
        return new HistoryCounts(
            sends.Values.Where(static sent => sent.IsGenuine).Select(static sent => sent.Content).Distinct().Count(),
            sends.Count,
            sends.Values.Count(static sent => !sent.IsGenuine),
            events.OfType<HistoryEvent.Unanswered>().Count(static unanswered => unanswered.HungUp),
            events.OfType<HistoryEvent.Unanswered>().Count(static unanswered => !unanswered.HungUp),
            acknowledged.Count,
            events.OfType<HistoryEvent.GaveUp>().Count(gaveUp => !acknowledged.Contains(gaveUp.Content)),
            events.OfType<HistoryEvent.Received>().Count(),
            acknowledgements.Count(static answer => answer.Delivery is null),
            events.OfType<HistoryEvent.SettlementLost>().Count(),
            events.OfType<HistoryEvent.Answered>().CountBy(static answered => answered.Status).ToDictionary(),
            events.OfType<HistoryEvent.FaultBegan>().CountBy(static began => began.Kind).ToDictionary());
    }

    private static Dictionary<T, int> Add<T>(IReadOnlyDictionary<T, int> a, IReadOnlyDictionary<T, int> b)
        where T : notnull =>
        a.Concat(b).GroupBy(static count => count.Key).ToDictionary(static counts => counts.Key, static counts => counts.Sum(static count => count.Value));
}
