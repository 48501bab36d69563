namespace EdgeGateway.Testing;

/// <summary>A clock that only moves when it is advanced. Timers are the system's.</summary>
/// <param name="start">The initial time; <see cref="Start"/> by default.</param>
public sealed class TestTimeProvider(DateTimeOffset start) : TimeProvider
{
    /// <summary>An arbitrary moment, on a whole millisecond.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private long _elapsed;

    /// <summary>A clock at <see cref="Start"/>.</summary>
    public TestTimeProvider()
        : this(Start)
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start.AddTicks(Interlocked.Read(ref _elapsed));

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>Lets time pass; thread-safe.</summary>
    public void Advance(TimeSpan duration) => Interlocked.Add(ref _elapsed, duration.Ticks);
}
