using System.Collections.Immutable;

namespace EdgeGateway.Testing.Faults.Providers;

/// <summary>A provider's retry delays.</summary>
/// <param name="Delays">One for each retry.</param>
public sealed record RetrySchedule(ImmutableArray<TimeSpan> Delays)
{
    /// <summary>Carouseller and Cabbagino: 45 s, 2, 5, 10, 30 min, then hourly for a day. Also used for providers without documentation.</summary>
    public static RetrySchedule Carouseller { get; } = new(
    [
        TimeSpan.FromSeconds(45),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        .. Enumerable.Repeat(TimeSpan.FromHours(1), 24),
    ]);

    /// <summary>Tarlan: from half a second to a minute, each delay 1.5 times the previous one, for ten minutes.</summary>
    public static RetrySchedule Tarlan { get; } = new([.. Growing(TimeSpan.FromSeconds(0.5), 1.5, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10))]);

    /// <summary>The time from the first send to the last.</summary>
    public TimeSpan Horizon => Delays.Aggregate(TimeSpan.Zero, static (sum, delay) => sum + delay);

    /// <summary>The schedule with all delays scaled, so that it ends within <paramref name="horizon"/>.</summary>
    public RetrySchedule Within(TimeSpan horizon)
    {
        var factor = horizon / Horizon;
        return new([.. Delays.Select(delay => delay * factor)]);
    }

    private static IEnumerable<TimeSpan> Growing(TimeSpan first, double factor, TimeSpan most, TimeSpan horizon)
    {
        var sum = TimeSpan.Zero;
        for (var delay = first; (sum += delay) <= horizon; delay = delay * factor < most ? delay * factor : most)
        {
            yield return delay;
        }
    }
}
