using EdgeGateway.Proxy.Telemetry;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Telemetry;

public sealed class DurationBucketsTests
{
    /// <summary>A callback that times out after 30 s takes 30.1 s. Between boundaries at 30 and 60 its percentile is up to 60 s.</summary>
    [Fact]
    public void With_ATimeout_ABoundaryIsALittleAboveIt()
    {
        var boundaries = BoundariesOf(TimeSpan.FromSeconds(30));

        Assert.Contains(30, boundaries);
        Assert.Equal(30.5, boundaries.First(static boundary => boundary > 30.1));
    }

    [Fact]
    public void With_UnusualTimeouts_BoundariesAreInOrderAndDistinct()
    {
        var boundaries = BoundariesOf(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(0.5));

        Assert.Equal([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7, 7.5, 10, 10.5, 30, 60], boundaries);
    }

    [Fact]
    public void With_ManyTimeouts_TheMostFrequentOnesHaveBoundaries()
    {
        var timeouts = Enumerable.Range(11, 15).Select(static seconds => TimeSpan.FromSeconds(seconds)).Append(TimeSpan.FromSeconds(12));

        var boundaries = BoundariesOf([.. timeouts]);

        Assert.Contains(12, boundaries);
        Assert.DoesNotContain(11, boundaries);
        Assert.Equal(15 + (2 * DurationBuckets.MaxTimeouts), boundaries.Count);
    }

    private static IReadOnlyList<double> BoundariesOf(params TimeSpan[] timeouts) => DurationBuckets.With(timeouts).HistogramBucketBoundaries!;
}
