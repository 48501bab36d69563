using Xunit;

namespace EdgeGateway.Tests.Configuration.Validation;

public sealed class ShutdownRulesTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("00:00:00", "00:00:02")]
    [InlineData("00:00:38", "00:00:40")]
    [InlineData("00:05:00", "00:05:02")]
    public void Check_TimeoutOutlastsTheDrain_IsValid(string? drainDelay, string? shutdownTimeout)
    {
        Assert.Empty(Configuration(drainDelay, shutdownTimeout).Faults());
    }

    [Theory]
    [InlineData("00:00:38.001", null, "ShutdownTimeout: 00:00:40 must be at least DrainDelay 00:00:38.0010000 + 00:00:02")]
    [InlineData(null, "00:00:06", "ShutdownTimeout: 00:00:06 must be at least DrainDelay 00:00:05 + 00:00:02")]
    [InlineData("00:00:00", "00:00:01", "ShutdownTimeout: 00:00:01 must be at least DrainDelay 00:00:00 + 00:00:02")]
    [InlineData("00:06:00", null, "DrainDelay: 00:06:00 is not between 00:00:00 and 00:05:00")]
    [InlineData("-00:00:01", null, "DrainDelay: -00:00:01 is not between 00:00:00 and 00:05:00")]
    [InlineData(null, "00:20:00", "ShutdownTimeout: 00:20:00 is not between 00:00:01 and 00:15:00")]
    [InlineData("5", "00:00:01", "DrainDelay: '5' is not a time such as 00:00:30 or 7.00:00:00")]
    public void Check_TimesThatDoNotGoTogether_AreReported(string? drainDelay, string? shutdownTimeout, string expected)
    {
        Assert.Equal([$"Shutdown:{expected}"], Configuration(drainDelay, shutdownTimeout).Faults());
    }

    private static TestConfiguration Configuration(string? drainDelay, string? shutdownTimeout) =>
        new TestConfiguration().With("Shutdown:DrainDelay", drainDelay).With("Shutdown:ShutdownTimeout", shutdownTimeout);
}
