using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>Indexes of a history for the checker.</summary>
internal sealed class HistoryIndex
{
    private readonly Dictionary<int, SendRecord> _sends = [];
    private readonly Dictionary<int, DeliveryRecord> _deliveries = [];
    private readonly HashSet<string> _givenUp = [];
    private readonly Dictionary<string, string> _origins = [];
    private readonly HashSet<string> _superseded = [];

    public HistoryIndex(IReadOnlyList<HistoryEvent> events)
    {
        Events = events;
        foreach (var seen in events)
        {
            Add(seen);
        }

        var ends = events.OfType<HistoryEvent.FaultEnded>().ToDictionary(static ended => ended.Fault, static ended => ended.At);
        Faults =
        [
            .. events.OfType<HistoryEvent.FaultBegan>().Select(began =>
                new FaultSpan(began.Kind, began.Target, began.At, ends.GetValueOrDefault(began.Fault, TimeSpan.MaxValue))),
        ];
        SettlementsLost = events.OfType<HistoryEvent.SettlementLost>().ToLookup(static lost => lost.Key, static lost => lost.At);
        Replays = events.OfType<HistoryEvent.Replayed>().ToLookup(static replay => replay.Key, static replay => replay.At);
        DeliveriesOf = _deliveries.Values.ToLookup(static delivery => delivery.Content);
        SendsOf = _sends.Values.ToLookup(static send => send.Sent.Content);
    }

    public IReadOnlyList<HistoryEvent> Events { get; }

    public IReadOnlyCollection<SendRecord> Sends => _sends.Values;

    /// <summary>In chronological order.</summary>
    public IReadOnlyCollection<DeliveryRecord> Deliveries => _deliveries.Values;

    public IReadOnlyList<FaultSpan> Faults { get; }

    public ILookup<string, TimeSpan> SettlementsLost { get; }

    public ILookup<string, TimeSpan> Replays { get; }

    /// <summary>By content.</summary>
    public ILookup<string, DeliveryRecord> DeliveriesOf { get; }

    /// <summary>By content.</summary>
    public ILookup<string, SendRecord> SendsOf { get; }

    /// <summary>The other contents of the same event that replaced each other.</summary>
    public IEnumerable<string> OtherVersionsOf(string content) =>
        _origins.ContainsKey(content) ? _origins.Keys.Where(other => other != content && AreVersions(content, other)) : [];

    /// <summary>Whether one content replaced the other, directly or through others.</summary>
    public bool AreVersions(string content, string other) =>
        content == other || (_origins.TryGetValue(content, out var first) && _origins.TryGetValue(other, out var second) && first == second);

    /// <summary>Whether the provider has replaced the content.</summary>
    public bool WasSuperseded(string content) => _superseded.Contains(content);

    public bool WasGivenUp(string content) => _givenUp.Contains(content);

    private void Add(HistoryEvent seen)
    {
        switch (seen)
        {
            case HistoryEvent.Sent sent:
                _sends.Add(sent.Send, new SendRecord(sent));
                break;
            case HistoryEvent.Answered answered:
                _sends[answered.Send].Answer = answered;
                break;
            case HistoryEvent.Unanswered unanswered:
                _sends[unanswered.Send].Unanswered = unanswered;
                break;
            case HistoryEvent.GaveUp gaveUp:
                _givenUp.Add(gaveUp.Content);
                break;
            case HistoryEvent.Superseded superseded:
                _origins.TryAdd(superseded.Content, superseded.Content);
                _origins[superseded.By] = _origins[superseded.Content];
                _superseded.Add(superseded.Content);
                break;
            case HistoryEvent.Received received:
                var send = received.Send is { } number ? _sends.GetValueOrDefault(number) : null;
                _deliveries.Add(received.Delivery, new DeliveryRecord(received, send));
                break;
            case HistoryEvent.MerchantAnswered answered:
                _deliveries[answered.Delivery].Answer = answered;
                break;
        }
    }
}
