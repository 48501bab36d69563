using EdgeGateway.Configuration.Sources;
using Xunit;

namespace EdgeGateway.Tests.Configuration.Sources;

public sealed class QuietPeriodTests
{
    private static readonly TimeSpan _length = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Signal_SeveralTimes_RunsTheActionOnceAfterTheLast()
    {
        var time = new ManualTimer();
        var runs = 0;
        using var quiet = new QuietPeriod(_length, time, () => runs++);

        for (var signal = 0; signal < 5; signal++)
        {
            quiet.Signal();
            time.Advance(_length * 0.9);
            Assert.Equal(0, runs);
        }

        time.Advance(_length * 0.2);
        Assert.Equal(1, runs);

        time.Advance(_length * 10);
        Assert.Equal(1, runs);

        quiet.Signal();
        time.Advance(_length);
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Signal_WithoutEnd_RunsTheActionAfterAWhileAllTheSame()
    {
        var time = new ManualTimer();
        var runs = 0;
        using var quiet = new QuietPeriod(_length, time, () => runs++);

        for (var signal = 0; signal < QuietPeriod.MaxPeriods * 2; signal++)
        {
            quiet.Signal();
            time.Advance(_length * 0.5);
        }

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Dispose_AfterASignal_RunsNothing()
    {
        var time = new ManualTimer();
        var runs = 0;
        var quiet = new QuietPeriod(_length, time, () => runs++);

        quiet.Signal();
        quiet.Dispose();
        quiet.Signal();
        time.Advance(_length * 2);

        Assert.Equal(0, runs);
    }
}
