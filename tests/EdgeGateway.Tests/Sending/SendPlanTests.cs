using EdgeGateway.Sending;
using Xunit;

namespace EdgeGateway.Tests.Sending;

public sealed class SendPlanTests
{
    [Fact]
    public void Deliveries_OfAPlan_AreInTheOrderOfEvents()
    {
        var deliveries = new SendPlan { Count = 4, Duplicates = 0.5, Tamper = true }.Deliveries();

        Assert.Equal(
            [
                new(0, DeliveryKind.Genuine), new(0, DeliveryKind.Tampered),
                new(1, DeliveryKind.Genuine), new(1, DeliveryKind.Duplicate), new(1, DeliveryKind.Tampered),
                new(2, DeliveryKind.Genuine), new(2, DeliveryKind.Tampered),
                new(3, DeliveryKind.Genuine), new(3, DeliveryKind.Duplicate), new(3, DeliveryKind.Tampered),
            ],
            deliveries);
    }

    [Fact]
    public void Deliveries_Reordered_AreTheSame()
    {
        var plan = new SendPlan { Count = 200, HangUp = true, Expired = true };
        var reordered = (plan with { Reorder = true }).Deliveries();

        Assert.NotEqual(plan.Deliveries(), reordered);
        Assert.Equal(plan.Deliveries(), reordered.OrderBy(static delivery => delivery.Event).ThenBy(static delivery => delivery.Kind));
    }

    [Theory]
    [InlineData(1, 100, 0.6)]
    [InlineData(2, 1, 300)]
    [InlineData(8, 1, 86400)]
    [InlineData(99, 1, 86400)]
    public void After_Attempt_IsTheProvidersWaitMadeFaster(int attempt, double speed, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(attempt, speed));
}
