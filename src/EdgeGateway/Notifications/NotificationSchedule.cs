namespace EdgeGateway.Notifications;

/// <summary>
/// When a cause is told: at once when it begins or has a new subject, and again after <see cref="Reminder"/> while it lasts, but never twice
/// within <see cref="Pause"/>. Not thread-safe.
/// </summary>
internal sealed class NotificationSchedule
{
    /// <summary>The shortest time between two messages of one cause.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>After this time a cause that lasts is told again.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromHours(6);

    private readonly Dictionary<NotificationCause, Told> _told = [];

    /// <summary>Whether to tell it now; then it counts as told.</summary>
    public bool IsDue(Notification notification, DateTimeOffset now)
    {
        if (_told.TryGetValue(notification.Cause, out var told))
        {
            var since = now - told.At;
            var isNews = !notification.Subjects.All(told.Subjects.Contains);
            if (since < Pause || (!isNews && since < Reminder))
            {
                return false;
            }
        }

        _told[notification.Cause] = new Told(now, [.. notification.Subjects]);
        return true;
    }

    /// <summary>Records that a cause has ended, so that its return is news.</summary>
    public void Ended(NotificationCause cause)
    {
        if (_told.TryGetValue(cause, out var told))
        {
            told.Subjects.Clear();
        }
    }

    private sealed record Told(DateTimeOffset At, HashSet<string> Subjects);
}
