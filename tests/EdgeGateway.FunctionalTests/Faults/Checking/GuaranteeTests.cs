using EdgeGateway.Testing.Faults.Checking;
using EdgeGateway.Testing.Faults.Histories;
using Xunit;

namespace EdgeGateway.FunctionalTests.Faults.Checking;

/// <summary>Checks histories that keep or violate each guarantee.</summary>
public sealed class GuaranteeTests
{
    [Fact]
    public void A_callback_that_is_delivered_and_answered_again_from_the_record_breaks_nothing()
    {
        var result = new HandWrittenHistory()
            .Delivered(0, send: 1, delivery: 11)
            .Sent(1, send: 2).Acknowledged(1.1, send: 2, recorded: 11)
            .Check();

        Assert.Empty(result.Violations);
        Assert.Empty(result.Repeats);
        Assert.Equal(1, result.Counts.Duplicates);
    }

    [Fact]
    public void An_acknowledgement_that_no_merchant_gave_is_found() => AssertBroken(
        new HandWrittenHistory().Sent(0, send: 1).Acknowledged(0.2, send: 1, delivery: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant);

    [Fact]
    public void An_acknowledgement_of_what_the_merchant_refused_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Sent(0, send: 1).Received(0.1, delivery: 11, send: 1).MerchantRefused(0.2, delivery: 11).Acknowledged(0.3, send: 1, delivery: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant);

    [Fact]
    public void An_acknowledgement_of_which_the_merchant_sent_but_a_part_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Sent(0, send: 1).Received(0.1, delivery: 11, send: 1).MerchantAcknowledged(0.2, delivery: 11, isWhole: false)
            .Acknowledged(0.3, send: 1, delivery: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant);

    [Fact]
    public void An_acknowledgement_of_another_content_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Delivered(0, send: 1, delivery: 11, content: "paid 8")
            .Sent(1, send: 2, "paid 9").Acknowledged(1.1, send: 2, recorded: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant,
        Guarantee.DuplicatesAnsweredFromTheRecord);

    [Fact]
    public void An_acknowledgement_of_a_forgery_is_found() => AssertBroken(
        new HandWrittenHistory().Sent(0, send: 1, "forged", isGenuine: false).Acknowledged(0.1, send: 1, recorded: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant,
        Guarantee.DuplicatesAnsweredFromTheRecord);

    [Fact]
    public void A_duplicate_that_is_answered_before_the_merchant_has_acknowledged_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Sent(0, send: 1).Received(0.1, delivery: 11, send: 1)
            .Sent(0.2, send: 2).Acknowledged(0.3, send: 2, recorded: 11)
            .MerchantAcknowledged(0.4, delivery: 11).Acknowledged(0.5, send: 1, delivery: 11),
        Guarantee.AcknowledgedOnlyByTheMerchant,
        Guarantee.DuplicatesAnsweredFromTheRecord);

    [Fact]
    public void A_duplicate_that_is_answered_with_nobodys_acknowledgement_is_found() => AssertBroken(
        new HandWrittenHistory().Delivered(0, send: 1, delivery: 11).Sent(1, send: 2).Acknowledged(1.1, send: 2),
        Guarantee.DuplicatesAnsweredFromTheRecord);

    [Fact]
    public void A_forgery_that_was_delivered_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Sent(0, send: 1, "forged", isGenuine: false).Received(0.1, delivery: 11, send: 1, "forged").MerchantRefused(0.2, delivery: 11)
            .Refused(0.3, send: 1, 500),
        Guarantee.NothingForgedDelivered);

    [Fact]
    public void An_altered_callback_is_found() => AssertBroken(
        new HandWrittenHistory()
            .Sent(0, send: 1).Received(0.1, delivery: 11, send: 1, "altered").MerchantAcknowledged(0.2, delivery: 11).Acknowledged(0.3, send: 1, delivery: 11),
        Guarantee.NothingForgedDelivered);

    [Fact]
    public void A_delivery_that_nobody_sent_is_found() => AssertBroken(
        new HandWrittenHistory().Received(0.1, delivery: 11, send: null), Guarantee.NothingForgedDelivered);

    [Fact]
    public void A_forgery_that_was_refused_breaks_nothing() => Assert.Empty(
        new HandWrittenHistory().Sent(0, send: 1, "forged", isGenuine: false).Refused(0.1, send: 1, 401).Check().Violations);

    [Fact]
    public void A_callback_that_is_never_acknowledged_though_retries_are_left_is_found() => AssertBroken(
        new HandWrittenHistory().Sent(0, send: 1).Refused(0.1, send: 1), Guarantee.DeliveredInTheEnd);

    [Fact]
    public void A_callback_that_is_refused_though_all_faults_are_over_is_found() => AssertBroken(
        new HandWrittenHistory().Fault(FaultKind.GatewayKilled, 0, 1).Sent(30, send: 1).Refused(30.1, send: 1).GaveUp(31),
        Guarantee.DeliveredInTheEnd);

    [Fact]
    public void A_genuine_callback_that_is_taken_for_forged_is_found() => AssertBroken(
        new HandWrittenHistory().Sent(0, send: 1).Refused(0.1, send: 1, 401).Delivered(1, send: 2, delivery: 11),
        Guarantee.DeliveredInTheEnd);

    [Fact]
    public void A_changed_content_may_be_refused_while_the_one_before_may_be_claimed() => Assert.Empty(
        Changed().Refused(9.1, send: 2, 422).Delivered(15, send: 3, delivery: 12, attempt: 2, content: "paid more").Check().Violations);

    [Fact]
    public void A_changed_content_that_is_refused_though_the_one_before_was_never_acknowledged_is_found() => AssertBroken(
        Changed().Refused(9.1, send: 2).Sent(17, send: 4, "paid more").Refused(17.1, send: 4, 422).Delivered(18, send: 3, delivery: 12, attempt: 2, content: "paid more"),
        Guarantee.DeliveredInTheEnd);

    [Fact]
    public void A_changed_content_may_be_refused_for_good_when_the_one_before_was_acknowledged() => Assert.Empty(
        Changed(isAcknowledged: true).Refused(9.1, send: 2, 422).Sent(50, send: 3, "paid more").Refused(50.1, send: 3, 422).GaveUp(51, "paid more")
            .Check().Violations);

    [Fact]
    public void A_changed_content_that_is_never_acknowledged_is_found() => AssertBroken(
        Changed().Sent(50, send: 3, "paid more").Refused(50.1, send: 3).GaveUp(51, "paid more"), Guarantee.DeliveredInTheEnd);

    [Fact]
    public void A_provider_that_gives_up_during_a_fault_breaks_nothing() => Assert.Empty(
        new HandWrittenHistory().Fault(FaultKind.MerchantDown, 0, 60).Sent(1, send: 1).Refused(1.1, send: 1).GaveUp(50).Check().Violations);

    [Fact]
    public void A_violation_is_printed_with_all_that_was_seen_of_its_content()
    {
        var violation = Assert.Single(new HandWrittenHistory()
            .Fault(FaultKind.RedisPaused, 0.05, 2, "redis")
            .Delivered(0, send: 1, delivery: 11)
            .Delivered(1, send: 2, delivery: 12, attempt: 2)
            .Delivered(1, send: 3, delivery: 13, content: "other", key: "other")
            .Check().Violations);

        Assert.Equal(Guarantee.RepeatedOnlyInANamedWindow, violation.Guarantee);
        Assert.Equal(
            [
                "0.000 s  provider   sends #1 to gateway: paid",
                "0.050 s  fault 900 begins: RedisPaused of redis",
                "0.050 s  merchant                gets delivery 11 from #1: key key, attempt 1",
                "0.100 s  merchant                answers 200 to delivery 11",
                "0.200 s  provider   gets 200 to #1, an acknowledgement, of delivery 11",
                "1.000 s  provider   sends #2 to gateway: paid",
                "1.050 s  merchant                gets delivery 12 from #2: key key, attempt 2",
                "1.100 s  merchant                answers 200 to delivery 12",
                "1.200 s  provider   gets 200 to #2, an acknowledgement, of delivery 12",
                "2.000 s  fault 900 ends",
            ],
            violation.Timeline.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>The merchant refused, or its acknowledgement did not reach the provider, and the retry has another content.</summary>
    private static HandWrittenHistory Changed(bool isAcknowledged = false)
    {
        var history = new HandWrittenHistory().Sent(0, send: 1).Received(0.1, delivery: 11, send: 1).Unanswered(0.5, send: 1);
        history = isAcknowledged ? history.MerchantAcknowledged(0.2, delivery: 11) : history.MerchantRefused(0.2, delivery: 11);
        return history.Superseded(8, "paid", "paid more").Sent(9, send: 2, "paid more");
    }

    private static void AssertBroken(HandWrittenHistory history, params Guarantee[] guarantees) =>
        Assert.Equal(guarantees, history.Check().Violations.Select(static violation => violation.Guarantee).Distinct());
}
