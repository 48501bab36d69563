using EdgeGateway.Sqlite.Sweeping;
using Xunit;

namespace EdgeGateway.Tests.Sqlite.Sweeping;

public sealed class SweepPaceTests
{
    private static readonly TimeSpan Slow = SweepPace.Target + TimeSpan.FromTicks(1);

    private readonly SweepPace _pace = new();

    [Fact]
    public void Took_Quick_DoublesUpToTheMost()
    {
        var before = _pace.Limit;

        _pace.Record(SweepPace.Target);
        Assert.Equal(2 * before, _pace.Limit);

        for (var i = 0; i < 20; i++)
        {
            _pace.Record(TimeSpan.Zero);
        }

        Assert.Equal(SweepPace.Most, _pace.Limit);
    }

    [Fact]
    public void Took_Slow_HalvesDownToTheLeast()
    {
        var before = _pace.Limit;

        _pace.Record(Slow);
        Assert.Equal(before / 2, _pace.Limit);

        for (var i = 0; i < 20; i++)
        {
            _pace.Record(Slow);
        }

        Assert.Equal(SweepPace.Least, _pace.Limit);
    }
}
