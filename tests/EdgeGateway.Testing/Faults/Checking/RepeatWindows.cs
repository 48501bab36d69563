using EdgeGateway.Testing.Faults.Histories;

namespace EdgeGateway.Testing.Faults.Checking;

/// <summary>Finds the window that allows a repeated delivery. A window requires evidence.</summary>
internal sealed class RepeatWindows(HistoryIndex index, CheckerSettings settings)
{
    public RepeatWindow? Of(DeliveryRecord earlier, DeliveryRecord later)
    {
        // If the ledger still has the record, attempts increase and the key is the same, also for contents that replaced each other.
        var isCounted = earlier.Received.Key == later.Received.Key
            && index.AreVersions(earlier.Content, later.Content)
            && earlier.Received.Attempt < later.Received.Attempt;
        return (isCounted ? OfKnown(earlier, later) : null) ?? OfForgotten(earlier, later);
    }

    /// <summary>The ledger had the earlier one's claim, and it was not settled.</summary>
    private RepeatWindow? OfKnown(DeliveryRecord earlier, DeliveryRecord later) =>
        WasRefused(earlier, later) ? RepeatWindow.NotAcknowledged
        : LeaseHasEnded(earlier, later) && !WasSettled(earlier, later) ? OfUnsettled(earlier, later)
        : null;

    private static bool WasRefused(DeliveryRecord earlier, DeliveryRecord later) =>
        earlier.Answer is { IsAcknowledgement: false, IsWhole: true } answer && answer.At < later.Received.At;

    private bool LeaseHasEnded(DeliveryRecord earlier, DeliveryRecord later) =>
        later.Received.At >= earlier.ClaimedAfter + settings.Lease - settings.Tolerance;

    /// <summary>A duplicate was answered with its acknowledgement.</summary>
    private bool WasSettled(DeliveryRecord earlier, DeliveryRecord later) => index.SendsOf[earlier.Content].Any(send =>
        send.Answer is { IsAcknowledgement: true, Delivery: null } answer && answer.Recorded == earlier.Number && answer.At < later.Received.At);

    /// <summary>The result of the earlier delivery could not be recorded.</summary>
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

    /// <summary>The gateway's time limit passed: the answer was in time, but the gateway had no CPU time to read it.</summary>
    private bool TimedOut(DeliveryRecord delivery) =>
        delivery.Send is { Answer: { Status: 504 } answer } send && answer.At - send.Sent.At >= settings.MerchantTimeout;

    /// <summary>The gateway that forwarded it was killed, possibly before it recorded the acknowledgement.</summary>
    private bool WasGatewayKilled(DeliveryRecord earlier, TimeSpan acknowledged)
    {
        // A gateway sends a complete answer only after the ledger operation.
        if (earlier.Send is not { Answer: null } send)
        {
            return false;
        }

        var until = acknowledged + settings.LedgerTimeout + settings.Tolerance;
        return index.Faults.Any(fault =>
            fault.Kind == FaultKind.GatewayKilled && fault.Target == send.Sent.Gateway && fault.Overlaps(send.Sent.At, until));
    }

    /// <summary>The ledger lost the record, or deleted it.</summary>
    private RepeatWindow? OfForgotten(DeliveryRecord earlier, DeliveryRecord later)
    {
        // If an event has two contents, the other one may now claim the released key.
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

            // A record that is older than the replication delay is on the replica.
            FaultKind.RedisFailedOver => fault.Overlaps(
                earlier.ClaimedAfter, (earlier.Answer?.At ?? earlier.Received.At) + settings.LedgerTimeout + settings.ReplicationLag),
            _ => false,
        };
    }
}
