using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Checking;

/// <summary>Each window that allows a repeated delivery, and cases just outside of it.</summary>
public sealed class RepeatWindowTests
{
    [Fact]
    public void Repeat_MerchantRefusedBefore_IsNotAcknowledged()
    {
        AssertWindow(RepeatWindow.NotAcknowledged, Refused(answeredAt: 0.2).Delivered(1, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Refused(answeredAt: 3).Delivered(1, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_NoWholeAnswerAndLeaseEnded_IsAnswerLost()
    {
        AssertWindow(RepeatWindow.AnswerLost, Silent().Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertWindow(RepeatWindow.AnswerLost, Silent().MerchantAcknowledged(0.1, delivery: 11, isWhole: false).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Silent().Delivered(9.5, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_AnswerCameLateAndLeaseEnded_IsAnswerLate()
    {
        AssertWindow(RepeatWindow.AnswerLate, Silent().MerchantAcknowledged(2.5, delivery: 11).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertWindow(RepeatWindow.AnswerLate, Silent().MerchantAcknowledged(0.9, delivery: 11).Refused(2.1, send: 1, 504).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Silent().MerchantAcknowledged(0.9, delivery: 11).Refused(1.5, send: 1, 504).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Silent().MerchantAcknowledged(2.5, delivery: 11).Delivered(9, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Silent().MerchantAcknowledged(0.5, delivery: 11).Delivered(10, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_GatewayKilledBeforeTheSettlement_IsGatewayKilled()
    {
        AssertWindow(RepeatWindow.GatewayKilled, Killed().Unanswered(0.3, send: 1).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertWindow(RepeatWindow.GatewayKilled, Killed().Unanswered(0.01, send: 1, hungUp: true).Delivered(10, send: 2, delivery: 12, attempt: 2));

        // Not allowed: from another gateway; before the lease has ended; after the provider received an answer, which is recorded first.
        AssertNoWindow(Killed(target: "other").Unanswered(0.3, send: 1).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Killed().Unanswered(0.3, send: 1).Delivered(9, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Killed().Acknowledged(0.25, send: 1, delivery: 11).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Killed()
            .Unanswered(0.3, send: 1)
            .Sent(5, send: 3).Acknowledged(5.1, send: 3, recorded: 11)
            .Delivered(10, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_SettlementLostAndLeaseEnded_IsSettlementLost()
    {
        AssertWindow(RepeatWindow.SettlementLost, Delivered().SettlementLost(1.2).Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Delivered().SettlementLost(1.2, key: "other").Delivered(10, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Delivered().SettlementLost(1.2).Delivered(5, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_OperatorFreedTheKey_IsReplayedByHand()
    {
        AssertWindow(RepeatWindow.ReplayedByHand, Delivered().Replayed(1).Delivered(2, send: 2, delivery: 12));
        AssertNoWindow(Delivered().Replayed(3).Delivered(2, send: 2, delivery: 12));
    }

    [Fact]
    public void Repeat_RetentionEnded_IsRetentionEnded()
    {
        AssertWindow(RepeatWindow.RetentionEnded, Delivered().Delivered(3001, send: 2, delivery: 12));
        AssertNoWindow(Delivered().Delivered(2999, send: 2, delivery: 12));
    }

    [Fact]
    public void Repeat_RetentionOfWhatWasNotAcknowledgedEnded_IsRetentionEnded()
    {
        static HandWrittenHistory Refused() => new HandWrittenHistory().Sent(0, 1).Received(0.05, 11, 1).MerchantRefused(0.1, 11).Refused(0.2, 1);

        AssertWindow(RepeatWindow.RetentionEnded, Refused().Delivered(1001, send: 2, delivery: 12));
        AssertNoWindow(Refused().Delivered(999, send: 2, delivery: 12));
    }

    [Fact]
    public void Repeat_ContentThatTookARefusedOnesPlace_IsNotAcknowledged()
    {
        static HandWrittenHistory Refused() => new HandWrittenHistory().Sent(0, 1).Received(0.05, 11, 1).MerchantRefused(0.1, 11).Refused(0.2, 1);

        AssertWindow(
            RepeatWindow.NotAcknowledged,
            Refused().Superseded(1, "paid", "paid more").Delivered(2, send: 2, delivery: 12, attempt: 2, content: "paid more"));
        AssertNoWindow(Refused().GaveUp(1).Delivered(2, send: 2, delivery: 12, attempt: 2, content: "paid more"));
        AssertNoWindow(Refused().Superseded(1, "paid", "paid more").Delivered(2, send: 2, delivery: 12, attempt: 1, content: "paid more"));
    }

    [Fact]
    public void Repeat_ContentThatTookASettledOnesPlace_IsNone()
    {
        AssertNoWindow(Delivered().Superseded(1, "paid", "paid more").Delivered(2, send: 2, delivery: 12, attempt: 2, content: "paid more"));
    }

    [Fact]
    public void Repeat_StoreForgotEverything_IsStoreLostData()
    {
        AssertWindow(RepeatWindow.StoreLostData, Delivered().Fault(FaultKind.RedisFlushed, 1, 2, "redis").Delivered(3, send: 2, delivery: 12));
        AssertNoWindow(Delivered().Fault(FaultKind.RedisRestarted, 1, 2, "redis").Delivered(3, send: 2, delivery: 12));
        AssertNoWindow(Delivered().Fault(FaultKind.RedisFlushed, 4, 5, "redis").Delivered(3, send: 2, delivery: 12));
    }

    [Fact]
    public void Repeat_ReplicaLackedTheLastWrites_IsStoreLostData()
    {
        AssertWindow(RepeatWindow.StoreLostData, Delivered().Fault(FaultKind.RedisFailedOver, 1, 4, "redis").Delivered(5, send: 2, delivery: 12));

        // A record that is older than the replication delay is on the replica.
        AssertNoWindow(Delivered().Fault(FaultKind.RedisFailedOver, 20, 24, "redis").Delivered(25, send: 2, delivery: 12));
    }

    [Fact]
    public void Repeat_ClockSetForward_IsClockSetForward()
    {
        AssertWindow(RepeatWindow.ClockSetForward, Silent().Fault(FaultKind.ClockSetForward, 1, 1.1, "clock").Delivered(2, send: 2, delivery: 12, attempt: 2));
        AssertNoWindow(Silent().Fault(FaultKind.ClockSetBack, 1, 1.1, "clock").Delivered(2, send: 2, delivery: 12, attempt: 2));
    }

    [Fact]
    public void Repeat_AttemptIsNotCountedOn_HasAWindowOnlyWhereTheLedgerForgot()
    {
        AssertNoWindow(Refused(answeredAt: 0.2).Delivered(1, send: 2, delivery: 12, attempt: 1));
        AssertNoWindow(Silent().Delivered(10, send: 2, delivery: 12, attempt: 1));
        AssertWindow(
            RepeatWindow.StoreLostData,
            Silent().Fault(FaultKind.RedisFlushed, 1, 2, "redis").Delivered(10, send: 2, delivery: 12, attempt: 1));
    }

    [Fact]
    public void Repeat_UnderAnotherKey_HasAWindowOnlyWhereTheLedgerForgot() =>
        AssertNoWindow(Refused(answeredAt: 0.2).Delivered(1, send: 2, delivery: 12, attempt: 2, key: "key~2"));

    [Fact]
    public void Repeat_OneOfTwoEarlierDeliveriesHasNoWindow_HasNone() => AssertNoWindow(
        Refused(answeredAt: 0.2).Delivered(1, send: 2, delivery: 12, attempt: 2).Delivered(20, send: 3, delivery: 13, attempt: 3));

    private static HandWrittenHistory Delivered() => new HandWrittenHistory().Delivered(0, send: 1, delivery: 11);

    private static HandWrittenHistory Refused(double answeredAt) =>
        Silent().MerchantRefused(answeredAt, delivery: 11).Refused(answeredAt + 0.1, send: 1, 500);

    /// <summary>Only the delivery, without an answer.</summary>
    private static HandWrittenHistory Silent() => new HandWrittenHistory().Sent(0, send: 1).Received(0.05, delivery: 11, send: 1);

    private static HandWrittenHistory Killed(string target = "gateway") =>
        Silent().MerchantAcknowledged(0.1, delivery: 11).Fault(FaultKind.GatewayKilled, 0.2, 3, target);

    private static void AssertWindow(RepeatWindow window, HandWrittenHistory history)
    {
        var result = history.Check();
        Assert.Empty(result.Violations);
        Assert.Equal(window, Assert.Single(result.Repeats).Window);
    }

    private static void AssertNoWindow(HandWrittenHistory history) => Assert.Equal(
        [Guarantee.RepeatedOnlyInANamedWindow],
        history.Check().Violations.Select(static violation => violation.Guarantee));
}
