using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.FunctionalTests.Faults.Checking;

/// <summary>Builds a history, with times in seconds. The lease is 10 s, the merchant timeout 2 s.</summary>
internal sealed class HandWrittenHistory
{
    private static readonly CheckerSettings _settings = new()
    {
        Lease = TimeSpan.FromSeconds(10),
        MerchantTimeout = TimeSpan.FromSeconds(2),
        LedgerTimeout = TimeSpan.FromSeconds(1),
        Retention = TimeSpan.FromSeconds(1000),
        ReplayProtection = TimeSpan.FromSeconds(2000),
    };

    private readonly List<HistoryEvent> _events = [];

    public HandWrittenHistory Sent(double at, int send, string content = "paid", bool isGenuine = true, string gateway = "gateway") =>
        Add(new HistoryEvent.Sent(Time(at), send, content, Digest: content, isGenuine, gateway));

    public HandWrittenHistory Acknowledged(double at, int send, int? delivery = null, int? recorded = null) =>
        Add(new HistoryEvent.Answered(Time(at), send, 200, IsAcknowledgement: true, delivery, recorded ?? delivery));

    public HandWrittenHistory Refused(double at, int send, int status = 503) =>
        Add(new HistoryEvent.Answered(Time(at), send, status, IsAcknowledgement: false, Delivery: null, Recorded: null));

    public HandWrittenHistory Unanswered(double at, int send, bool hungUp = false) => Add(new HistoryEvent.Unanswered(Time(at), send, hungUp));

    public HandWrittenHistory GaveUp(double at, string content = "paid") => Add(new HistoryEvent.GaveUp(Time(at), content));

    public HandWrittenHistory Superseded(double at, string content, string by) => Add(new HistoryEvent.Superseded(Time(at), content, by));

    public HandWrittenHistory Received(double at, int delivery, int? send, string digest = "paid", string key = "key", int attempt = 1) =>
        Add(new HistoryEvent.Received(Time(at), delivery, send, digest, key, attempt));

    public HandWrittenHistory MerchantAcknowledged(double at, int delivery, bool isWhole = true) =>
        Add(new HistoryEvent.MerchantAnswered(Time(at), delivery, 200, IsAcknowledgement: true, isWhole));

    public HandWrittenHistory MerchantRefused(double at, int delivery) =>
        Add(new HistoryEvent.MerchantAnswered(Time(at), delivery, 500, IsAcknowledgement: false, IsWhole: true));

    public HandWrittenHistory SettlementLost(double at, string key = "key") => Add(new HistoryEvent.SettlementLost(Time(at), key));

    public HandWrittenHistory Replayed(double at, string key = "key") => Add(new HistoryEvent.Replayed(Time(at), key));

    public HandWrittenHistory Fault(FaultKind kind, double begin, double end, string target = "gateway", int fault = 900)
    {
        Add(new HistoryEvent.FaultBegan(Time(begin), fault, kind, target));
        return Add(new HistoryEvent.FaultEnded(Time(end), fault));
    }

    /// <summary>A send that is delivered and acknowledged within 0.2 s.</summary>
    public HandWrittenHistory Delivered(double at, int send, int delivery, int attempt = 1, string content = "paid", string key = "key") =>
        Sent(at, send, content)
            .Received(at + 0.05, delivery, send, content, key, attempt)
            .MerchantAcknowledged(at + 0.1, delivery)
            .Acknowledged(at + 0.2, send, delivery);

    public CheckResult Check() => HistoryChecker.Check([.. _events.OrderBy(static seen => seen.At)], _settings);

    private static TimeSpan Time(double at) => TimeSpan.FromSeconds(at);

    private HandWrittenHistory Add(HistoryEvent seen)
    {
        _events.Add(seen);
        return this;
    }
}
