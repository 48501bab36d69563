using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>
/// Checks a history against the guarantees of the README. It is independent of the gateway's code: it only uses what providers, merchant,
/// operator and faults did, and how the gateway was configured.
/// </summary>
public sealed class HistoryChecker
{
    private readonly HistoryIndex _index;
    private readonly CheckerSettings _settings;
    private readonly RepeatWindows _windows;
    private readonly Timeline _timeline;
    private readonly List<Violation> _violations = [];
    private readonly List<Repeat> _repeats = [];

    private HistoryChecker(IReadOnlyList<HistoryEvent> events, CheckerSettings settings)
    {
        _index = new HistoryIndex(events);
        _settings = settings;
        _windows = new RepeatWindows(_index, settings);
        _timeline = new Timeline(_index);
    }

    /// <summary>Checks a completed history.</summary>
    public static CheckResult Check(IReadOnlyList<HistoryEvent> events, CheckerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(settings);

        var checker = new HistoryChecker(events, settings);
        checker.CheckAnswers();
        checker.CheckRepeats();
        checker.CheckForgeries();
        checker.CheckDeliveries();
        return new CheckResult(checker._violations, checker._repeats, HistoryCounts.Of(events));
    }

    private void CheckAnswers()
    {
        foreach (var send in _index.Sends)
        {
            if (send.Answer is not { IsAcknowledgement: true } answer)
            {
                continue;
            }

            var content = send.Sent.Content;
            var acknowledged = _index.DeliveriesOf[content]
                .Where(delivery => delivery.IsAcknowledged && delivery.Answer!.At <= answer.At)
                .Select(static delivery => delivery.Number)
                .ToHashSet();
            if (acknowledged.Count == 0 || (answer.Delivery is { } passed && !acknowledged.Contains(passed)))
            {
                Violated(Guarantee.AcknowledgedOnlyByTheMerchant, content, $"#{send.Sent.Send} was acknowledged, but no merchant had acknowledged it");
            }

            if (answer.Delivery is null && !(answer.Recorded is { } recorded && acknowledged.Contains(recorded)))
            {
                Violated(Guarantee.DuplicatesAnsweredFromTheRecord, content, $"#{send.Sent.Send} was answered as a duplicate of {Named(answer.Recorded)}");
            }
        }
    }

    private void CheckRepeats()
    {
        var byKey = _index.Deliveries.ToLookup(static delivery => delivery.Received.Key);
        foreach (var later in _index.Deliveries)
        {
            var earlier = byKey[later.Received.Key].Concat(_index.DeliveriesOf[later.Content])
                .Where(delivery => delivery.Number != later.Number && delivery.Received.At < later.Received.At)
                .DistinctBy(static delivery => delivery.Number)
                .OrderBy(static delivery => delivery.Received.At)
                .ToList();
            if (earlier.Count > 0)
            {
                CheckRepeat(earlier, later);
            }
        }
    }

    private void CheckRepeat(List<DeliveryRecord> earlier, DeliveryRecord later)
    {
        var windows = earlier.ConvertAll(delivery => _windows.Of(delivery, later));
        if (windows.FindIndex(static window => window is null) is var unexplained and >= 0)
        {
            Violated(
                Guarantee.RepeatedOnlyInANamedWindow,
                later.Content,
                $"delivery {later.Number} repeats delivery {earlier[unexplained].Number}, and no window allows it");
            return;
        }

        _repeats.Add(new Repeat(later.Number, earlier[^1].Number, windows[^1]!.Value));
    }

    private void CheckForgeries()
    {
        foreach (var delivery in _index.Deliveries)
        {
            if (delivery.Send is not { } send || send.Sent.Digest != delivery.Received.Digest)
            {
                Violated(Guarantee.NothingForgedDelivered, delivery.Content, $"delivery {delivery.Number} is not what was sent");
            }
            else if (!send.Sent.IsGenuine)
            {
                Violated(Guarantee.NothingForgedDelivered, delivery.Content, $"delivery {delivery.Number} is forged");
            }
        }
    }

    private void CheckDeliveries()
    {
        var lastFault = _index.Faults.Count == 0 ? TimeSpan.Zero : _index.Faults.Max(static fault => fault.End);
        var calm = lastFault == TimeSpan.MaxValue ? lastFault : lastFault + _settings.Lease + _settings.Recovery;
        foreach (var sends in _index.SendsOf)
        {
            if (!sends.First().Sent.IsGenuine)
            {
                continue;
            }

            if (sends.FirstOrDefault(send => send.Answer is { Status: >= 400 and < 500 } && !MayBeTaken(send)) is { } refused)
            {
                Violated(Guarantee.DeliveredInTheEnd, sends.Key, $"#{refused.Sent.Send} is genuine and was refused with {refused.Answer!.Status}");
            }

            if (sends.Any(static send => send.Answer is { IsAcknowledgement: true }) || _index.WasSuperseded(sends.Key) || WasAnotherVersionAcknowledged(sends.Key))
            {
                continue;
            }

            if (!_index.WasGivenUp(sends.Key))
            {
                Violated(Guarantee.DeliveredInTheEnd, sends.Key, "it was never acknowledged, though its provider had retries left");
            }
            else if (sends.Any(send => send.Sent.At >= calm && send.Unanswered is not { HungUp: true }))
            {
                Violated(Guarantee.DeliveredInTheEnd, sends.Key, "it was never acknowledged, though its provider sent it when all faults were long over");
            }
        }
    }

    /// <summary>
    /// Whether another content may have held the event's key when the send was answered: the merchant had acknowledged it, or it
    /// was sent so recently that its claim may have been open.
    /// </summary>
    private bool MayBeTaken(SendRecord send) => _index.OtherVersionsOf(send.Sent.Content).Any(other =>
        _index.DeliveriesOf[other].Any(delivery => delivery.IsAcknowledged && delivery.Answer!.At <= send.Answer!.At)
        || _index.SendsOf[other].Any(earlier =>
            earlier.Sent.At <= send.Answer!.At && ClaimsUntil(earlier) + _settings.Lease + _settings.Tolerance >= send.Sent.At));

    /// <summary>The latest time at which the gateway may have claimed for a send: that of its answer.</summary>
    private TimeSpan ClaimsUntil(SendRecord send) => send.Answer is { } answer
        ? answer.At
        : send.Sent.At + _settings.MerchantTimeout + _settings.LedgerTimeout + _settings.Recovery;

    /// <summary>In this case, the event's other contents are refused permanently.</summary>
    private bool WasAnotherVersionAcknowledged(string content) =>
        _index.OtherVersionsOf(content).Any(other => _index.DeliveriesOf[other].Any(static delivery => delivery.IsAcknowledged));

    private static string Named(int? delivery) => delivery is { } number ? $"delivery {number}" : "nothing";

    private void Violated(Guarantee guarantee, string content, string what) =>
        _violations.Add(new Violation(guarantee, content, what, _timeline.Of(content)));
}
