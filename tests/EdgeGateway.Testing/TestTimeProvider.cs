namespace EdgeGateway.Testing;

/// <summary>A clock that stands still until it is advanced. Timers are the system's.</summary>
public sealed class TestTimeProvider : TimeProvider
{
    /// <summary>An arbitrary moment, on a whole millisecond.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private long _elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Interlocked.Read(ref _elapsed));

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>Lets time pass; thread-safe.</summary>
    public void Advance(TimeSpan duration) => Interlocked.Add(ref _elapsed, duration.Ticks);
}
