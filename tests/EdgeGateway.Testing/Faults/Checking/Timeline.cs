using System.Globalization;
using System.Text;
using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>Describes the events of one content and the faults at that time, as text.</summary>
internal sealed class Timeline(HistoryIndex index)
{
    public string Of(string content)
    {
        var sends = index.SendsOf[content].Select(static send => send.Sent.Send).ToHashSet();
        var deliveries = index.DeliveriesOf[content].Select(static delivery => delivery.Number).ToHashSet();
        var keys = index.DeliveriesOf[content].Select(static delivery => delivery.Received.Key).ToHashSet();
        var text = new StringBuilder();
        foreach (var seen in index.Events)
        {
            if (Line(seen, content, sends, deliveries, keys) is { } line)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {seen.At.TotalSeconds,8:0.000} s  {line}").AppendLine();
            }
        }

        return text.ToString();
    }

    private static string? Line(HistoryEvent seen, string content, HashSet<int> sends, HashSet<int> deliveries, HashSet<string> keys) => seen switch
    {
        HistoryEvent.Sent sent when sent.Content == content =>
            $"provider   sends #{sent.Send} to {sent.Gateway}: {sent.Content}{(sent.IsGenuine ? "" : " (forged)")}",
        HistoryEvent.Answered answered when sends.Contains(answered.Send) =>
            $"provider   gets {answered.Status} to #{answered.Send}{Meaning(answered)}",
        HistoryEvent.Unanswered unanswered when sends.Contains(unanswered.Send) =>
            $"provider   {(unanswered.HungUp ? "hangs up on" : "loses the connection of")} #{unanswered.Send}",
        HistoryEvent.GaveUp gaveUp when gaveUp.Content == content => "provider   gives up",
        HistoryEvent.Received received when deliveries.Contains(received.Delivery) =>
            $"merchant                gets delivery {received.Delivery} from #{received.Send}: key {received.Key}, attempt {received.Attempt}",
        HistoryEvent.MerchantAnswered answered when deliveries.Contains(answered.Delivery) =>
            $"merchant                answers {answered.Status} to delivery {answered.Delivery}{(answered.IsWhole ? "" : ", and breaks off")}",
        HistoryEvent.SettlementLost lost when keys.Contains(lost.Key) => $"gateway    logs SettlementLost of {lost.Key}",
        HistoryEvent.Replayed replayed when keys.Contains(replayed.Key) => $"operator   frees {replayed.Key}",
        HistoryEvent.FaultBegan began => $"fault {began.Fault} begins: {began.Kind} of {began.Target}",
        HistoryEvent.FaultEnded ended => $"fault {ended.Fault} ends",
        _ => null,
    };

    private static string Meaning(HistoryEvent.Answered answered) => answered switch
    {
        { IsAcknowledgement: false } => "",
        { Delivery: { } delivery } => $", an acknowledgement, of delivery {delivery}",
        { Recorded: { } recorded } => $", an acknowledgement, the recorded one of delivery {recorded}",
        _ => ", an acknowledgement that names no delivery",
    };
}
