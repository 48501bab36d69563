using EdgeGateway.Sqlite.Sweeping;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Sqlite.Sweeping;

public sealed class SweepScheduleTests
{
    private readonly TestTimeProvider _time = new();
    private readonly SweepSchedule _schedule;

    public SweepScheduleTests() => _schedule = new SweepSchedule(_time);

    [Fact]
    public void GroupSlice_AnyGroup_IsMoreThanWasAddedAndAnEighthAtMost()
    {
        for (var added = 1; added <= 512; added++)
        {
            Assert.InRange(_schedule.GroupSlice(added), added + 1, Math.Max(added + 1, added * 9 / 8));
        }
    }

    [Fact]
    public void GroupSlice_NothingAdded_IsNone() => Assert.Equal(0, _schedule.GroupSlice(0));

    [Fact]
    public void IdleSlice_SlicesAreSlow_GetsSmallerWhileThereIsMore()
    {
        var before = _schedule.IdleSlice;

        _schedule.Removed(before, before, TimeSpan.FromSeconds(1));

        Assert.InRange(_schedule.IdleSlice, 1, before - 1);
        Assert.Equal(SweepSchedule.Pause, _schedule.Wait);
    }

    [Fact]
    public void Removed_FewerThanAllowed_LooksAgainAfterTheInterval()
    {
        _schedule.Removed(count: 9, slice: 10);
        AssertRests();

        _time.Advance(SweepSchedule.Interval);
        AssertLooks();
    }

    [Fact]
    public void Removed_AsManyAsAllowed_GoesOn()
    {
        _schedule.Removed(count: 10, slice: 10);

        AssertLooks();
    }

    [Fact]
    public void Failed_Always_RestsForTheInterval()
    {
        _schedule.Failed();
        AssertRests();

        _time.Advance(SweepSchedule.Interval);
        AssertLooks();
    }

    private void AssertLooks()
    {
        Assert.NotEqual(0, _schedule.GroupSlice(10));
        Assert.NotEqual(0, _schedule.IdleSlice);
        Assert.Equal(SweepSchedule.Pause, _schedule.Wait);
    }

    private void AssertRests()
    {
        Assert.Equal(0, _schedule.GroupSlice(10));
        Assert.Equal(0, _schedule.IdleSlice);
        Assert.Equal(SweepSchedule.Interval, _schedule.Wait);
    }
}
