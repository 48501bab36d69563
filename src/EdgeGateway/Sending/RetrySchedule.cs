namespace EdgeGateway.Sending;

/// <summary>When a provider sends again: as most of them do, at growing distances.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] _delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    /// <summary>The wait after an attempt, the first one being 1.</summary>
    public static TimeSpan After(int attempt, double speed) => _delays[Math.Min(attempt, _delays.Length) - 1] / speed;
}
