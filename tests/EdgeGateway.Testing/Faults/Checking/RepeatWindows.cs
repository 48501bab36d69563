using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>Finds the window that allows a repeated delivery. A window requires evidence.</summary>
internal sealed class RepeatWindows(HistoryIndex index, CheckerSettings settings)
{
    public RepeatWindow? Of(DeliveryRecord earlier, DeliveryRecord later)
    {
        // A ledger that still has the record counts on, and has one key for one content, or for those that take each other's place.
        var isCounted = earlier.Received.Key == later.Received.Key
            && index.AreVersions(earlier.Content, later.Content)
            && earlier.Received.Attempt < later.Received.Attempt;
        return (isCounted ? OfKnown(earlier, later) : null) ?? OfForgotten(earlier, later);
    }

    /// <summary>The ledger knew of the earlier one, and that it was not settled.</summary>
    private RepeatWindow? OfKnown(DeliveryRecord earlier, DeliveryRecord later) =>
        WasRefused(earlier, later) ? RepeatWindow.NotAcknowledged
        : LeaseHasEnded(earlier, later) && !WasSettled(earlier, later) ? OfUnsettled(earlier, later)
        : null;

    private static bool WasRefused(DeliveryRecord earlier, DeliveryRecord later) =>
        earlier.Answer is { IsAcknowledgement: false, IsWhole: true } answer && answer.At < later.Received.At;

    private bool LeaseHasEnded(DeliveryRecord earlier, DeliveryRecord later) =>
        later.Received.At >= earlier.ClaimedAfter + settings.Lease - settings.Tolerance;

    /// <summary>A duplicate was answered with it.</summary>
    private bool WasSettled(DeliveryRecord earlier, DeliveryRecord later) => index.SendsOf[earlier.Content].Any(send =>
        send.Answer is { IsAcknowledgement: true, Delivery: null } answer && answer.Recorded == earlier.Number && answer.At < later.Received.At);

    /// <summary>Nobody could record what the merchant made of the earlier one.</summary>
    private RepeatWindow? OfUnsettled(DeliveryRecord earlier, DeliveryRecord later)
    {
        if (earlier.Answer is not { IsWhole: true } answer || answer.At >= later.Received.At)
        {
            return RepeatWindow.AnswerLost;
        }

        if (answer.At - earlier.ClaimedAfter > settings.MerchantTimeout / 2 || TimedOut(earlier))
        {
            return RepeatWindow.AnswerLate;
        }

        if (WasGatewayKilled(earlier, answer.At))
        {
            return RepeatWindow.GatewayKilled;
        }

        return index.SettlementsLost[earlier.Received.Key].Any(at => at >= earlier.Received.At && at <= later.Received.At)
            ? RepeatWindow.SettlementLost
            : null;
    }

    /// <summary>The gateway waited for as long as it may: the answer was in time, but the machine had none for it.</summary>
    private bool TimedOut(DeliveryRecord delivery) =>
        delivery.Send is { Answer: { Status: 504 } answer } send && answer.At - send.Sent.At >= settings.MerchantTimeout;

    /// <summary>Whoever forwarded it was killed while it may not have recorded the acknowledgement yet.</summary>
    private bool WasGatewayKilled(DeliveryRecord earlier, TimeSpan acknowledged)
    {
        // A provider with a whole answer has it from a gateway that was done with the ledger.
        if (earlier.Send is not { Answer: null } send)
        {
            return false;
        }

        var until = acknowledged + settings.LedgerTimeout + settings.Tolerance;
        return index.Faults.Any(fault =>
            fault.Kind == FaultKind.GatewayKilled && fault.Target == send.Sent.Gateway && fault.Overlaps(send.Sent.At, until));
    }

    /// <summary>The ledger no longer has what it had.</summary>
    private RepeatWindow? OfForgotten(DeliveryRecord earlier, DeliveryRecord later)
    {
        // Where two contents of an event are known, the other one may now take the key that was freed.
        if (index.Replays[earlier.Received.Key].Concat(index.Replays[later.Received.Key]).Any(at => at >= earlier.Received.At && at <= later.Received.At))
        {
            return RepeatWindow.ReplayedByHand;
        }

        var kept = earlier.IsAcknowledged ? settings.Retention + settings.ReplayProtection : settings.Retention;
        if (later.Received.At - earlier.Received.At >= kept)
        {
            return RepeatWindow.RetentionEnded;
        }

        if (index.Faults.Any(fault => LosesRecordOf(fault, earlier, later)))
        {
            return RepeatWindow.StoreLostData;
        }

        return index.Faults.Any(fault =>
            fault.Kind == FaultKind.ClockSetForward && fault.Begin <= later.Received.At && fault.Begin >= earlier.ClaimedAfter)
            ? RepeatWindow.ClockSetForward
            : null;
    }

    private bool LosesRecordOf(FaultSpan fault, DeliveryRecord earlier, DeliveryRecord later)
    {
        if (fault.Begin > later.Received.At)
        {
            return false;
        }

        return fault.Kind switch
        {
            FaultKind.RedisFlushed => fault.End >= earlier.ClaimedAfter,

            // What is older than a replica's lag is on the replica.
            FaultKind.RedisFailedOver => fault.Overlaps(
                earlier.ClaimedAfter, (earlier.Answer?.At ?? earlier.Received.At) + settings.LedgerTimeout + settings.ReplicationLag),
            _ => false,
        };
    }
}
