using EdgeGateway.Notifications;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.Tests.Notifications;

public sealed class NotificationScheduleTests
{
    private readonly NotificationSchedule _schedule = new();
    private readonly TestTimeProvider _time = new();

    [Fact]
    public void IsDue_FirstTime_IsTrue() => Assert.True(IsDue("cactus"));

    [Theory]
    [InlineData("cactus", 299, false)]
    [InlineData("cactus", 300, false)]
    [InlineData("cactus", (6 * 3600) - 1, false)]
    [InlineData("cactus", 6 * 3600, true)]
    [InlineData("stripe", 299, false)]
    [InlineData("stripe", 300, true)]
    public void IsDue_ToldBefore_IsTrueForNewsAndReminders(string subject, int seconds, bool expected)
    {
        IsDue("cactus");
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, IsDue(subject));
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public void IsDue_EndedMeanwhile_IsNewsAfterThePause(int seconds, bool expected)
    {
        IsDue("cactus");
        _schedule.Ended(NotificationCause.MerchantSilent);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, IsDue("cactus"));
    }

    [Fact]
    public void IsDue_AnotherCause_DoesNotWait()
    {
        IsDue("cactus");

        Assert.True(_schedule.IsDue(new Notification(NotificationCause.NotReady, ["ledger"], ""), _time.GetUtcNow()));
    }

    private bool IsDue(string subject) => _schedule.IsDue(new Notification(NotificationCause.MerchantSilent, [subject], ""), _time.GetUtcNow());
}
