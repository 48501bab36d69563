using EdgeGateway.Sending;
using Xunit;

namespace EdgeGateway.Tests.Sending;

public sealed class SendTallyTests
{
    [Theory]
    [InlineData(nameof(DeliveryKind.Genuine), 200, true, true)]
    [InlineData(nameof(DeliveryKind.Genuine), 200, false, false)]
    [InlineData(nameof(DeliveryKind.Duplicate), 503, false, false)]
    [InlineData(nameof(DeliveryKind.Tampered), 401, false, true)]
    [InlineData(nameof(DeliveryKind.Tampered), 200, true, false)]
    [InlineData(nameof(DeliveryKind.Tampered), 503, false, false)]
    [InlineData(nameof(DeliveryKind.Expired), 200, false, false)]
    public void IsAsExpected_Result_IsAnAcknowledgementOrARefusal(string kind, int status, bool isAcknowledged, bool expected)
    {
        var result = new DeliveryResult(new Delivery(0, Enum.Parse<DeliveryKind>(kind)), 1, new AttemptResult(status, "", isAcknowledged, default));

        Assert.Equal(expected, result.IsAsExpected);
    }

    [Fact]
    public void ToReport_Results_AreCountedAndTheFirstFailuresShown()
    {
        var tally = new SendTally();
        for (var index = 0; index < 20; index++)
        {
            var attempt = new AttemptResult(index < 10 ? 200 : 500, "answer", index < 10, TimeSpan.FromMilliseconds(index + 1));
            tally.Add(attempt);
            tally.Add(new DeliveryResult(new Delivery(index, DeliveryKind.Genuine), index == 3 ? 2 : 1, attempt));
        }

        tally.Add(new DeliveryResult(new Delivery(0, DeliveryKind.Expired), 0, default));
        var report = tally.ToReport(TimeSpan.FromSeconds(1));

        Assert.False(report.IsAsExpected);
        Assert.Equal([new SendLine(DeliveryKind.Genuine, 20, 10, 1, 0), new SendLine(DeliveryKind.Expired, 0, 0, 0, 1)], report.Lines);
        Assert.Equal(new SendTimes(10, 19, 20), report.Milliseconds);
        Assert.Equal((5, 10), (report.Failures.Length, report.Failures[0].Event));
        Assert.Equal(10, report.Answers["500"]);
        Assert.Equal("21 of 21 done, 20 requests, 10 not as they should be", tally.ToLine(21));
    }
}
