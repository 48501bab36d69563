using EdgeGateway.Callbacks.Schemes;
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
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Usual.After(attempt, speed));

    [Theory]
    [InlineData("Carouseller", 1, 45)]
    [InlineData("Carouseller", 30, 3600)]
    [InlineData("TarlanAgws", 1, 0.5)]
    [InlineData("svix", 2, 300)]
    [InlineData("Cactus", 1, 60)]
    public void Of_Scheme_IsWhatTheProviderDocuments(string scheme, int attempt, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Of(SignatureSchemes.Find(scheme)!).After(attempt, 1));

    [Theory]
    [InlineData(100, 0.1)]
    [InlineData(2, 0.25)]
    public void After_ShortWait_IsNotMadeShorterThanAnAnswerTakes(double speed, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Of(SignatureSchemes.Find("TarlanAgws")!).After(1, speed));

    /// <summary>The provider still repeats after its last documented wait, or stops there.</summary>
    [Fact]
    public void Presets_WithRetries_RepeatWithinTheirHorizon() => Assert.All(
        SignatureSchemes.All.Where(static scheme => scheme is { Retries.IsEmpty: false, RetryHorizon: not null }),
        static scheme => Assert.InRange(scheme.Retries.Aggregate(TimeSpan.Zero, static (sum, wait) => sum + wait), TimeSpan.Zero, scheme.RetryHorizon!.Value + TimeSpan.FromSeconds(5)));
}
