using System.Diagnostics;

namespace EdgeGateway.Testing;

/// <summary>A wall clock that runs faster than the machine's and can be set. Timers and timestamps are the system's.</summary>
/// <param name="factor">How much faster.</param>
public sealed class FastClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _offset;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        _start + (Stopwatch.GetElapsedTime(_started) * factor) + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets it forward, or back.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
