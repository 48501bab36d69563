using System.Collections.Immutable;
using EdgeGateway.Callbacks.Schemes;

namespace EdgeGateway.Sending;

/// <summary>When a provider sends again.</summary>
/// <param name="Delays">The waits after the first attempt, the second and so on; the last one repeats.</param>
internal sealed record RetrySchedule(ImmutableArray<TimeSpan> Delays)
{
    /// <summary>A wait is not made shorter than this, or all attempts would be made while the first is answered.</summary>
    private static readonly TimeSpan _least = TimeSpan.FromMilliseconds(100);

    /// <summary>As most providers do, at growing distances.</summary>
    public static RetrySchedule Usual { get; } = new(
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ]);

    /// <summary>What the provider documents, or else <see cref="Usual"/>.</summary>
    public static RetrySchedule Of(SignatureScheme scheme) => scheme.Retries.IsEmpty ? Usual : new(scheme.Retries);

    /// <summary>The wait after an attempt, the first one being 1.</summary>
    public TimeSpan After(int attempt, double speed)
    {
        var delay = Delays[Math.Min(attempt, Delays.Length) - 1];
        var least = delay < _least ? delay : _least;
        return delay / speed > least ? delay / speed : least;
    }
}
