using EdgeGateway.Proxy.Admission;
using EdgeGateway.Tests.Configuration;
using Xunit;

namespace EdgeGateway.Tests.Proxy.Admission;

public sealed class ProfileLimitersTests
{
    private readonly ProfileLimiters _limiters = new();

    [Fact]
    public void Acquire_AboveTheLimit_IsRefusedUntilALeaseEnds()
    {
        var profile = new TestConfiguration().ReadProfile();
        using var first = _limiters.Acquire(profile, 2);
        var second = _limiters.Acquire(profile, 2);
        Assert.True(first.IsAcquired && second.IsAcquired);
        Assert.False(_limiters.Acquire(profile, 2).IsAcquired);

        second.Dispose();

        using var third = _limiters.Acquire(profile, 2);
        Assert.True(third.IsAcquired);
    }

    [Fact]
    public void Acquire_SameProfileReadAgain_SharesThePlaces()
    {
        using var first = _limiters.Acquire(new TestConfiguration().ReadProfile(), 1);

        Assert.False(_limiters.Acquire(new TestConfiguration().ReadProfile(), 1).IsAcquired);
    }

    [Fact]
    public void Acquire_AnotherLimit_AppliesAtOnce()
    {
        var profile = new TestConfiguration().ReadProfile();
        using var first = _limiters.Acquire(profile, 1);
        using var second = _limiters.Acquire(profile, 2);

        Assert.True(second.IsAcquired);
    }
}
