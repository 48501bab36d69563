using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Proxy.Attempts;

/// <summary>
/// Time limits of the rooms' own, that no provider can end by hanging up. Every callback needs two or three, so those that begin
/// at about the same moment share one, and with it one timer. A limit is never early.
/// </summary>
internal sealed class Deadlines : IDisposable
{
    /// <summary>How much later than asked for a limit may be, as a part of it, and at most.</summary>
    private const int Part = 64;

    private static readonly TimeSpan _most = TimeSpan.FromMilliseconds(100);

    /// <summary>What remains, when the host is about to be ended by force, to settle and answer.</summary>
    private static readonly TimeSpan _shutdownMargin = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TimeSpan, Shared> _last = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly CancellationTokenRegistration _stopping;

    public Deadlines(IHostApplicationLifetime lifetime, IOptions<HostOptions> options)
    {
        var grace = options.Value.ShutdownTimeout - _shutdownMargin;
        _stopping = lifetime.ApplicationStopping.Register(() => _shutdown.CancelAfter(grace > TimeSpan.Zero ? grace : TimeSpan.Zero));
    }

    /// <summary>Cancelled after <paramref name="timeout"/>, or after what the host's shutdown leaves if that is shorter.</summary>
    public CancellationToken After(TimeSpan timeout) =>
        _last.TryGetValue(timeout, out var last) && Stopwatch.GetTimestamp() < last.Until ? last.Token : Begin(timeout);

    public void Dispose()
    {
        _stopping.Dispose();
        _shutdown.Dispose();
    }

    private CancellationToken Begin(TimeSpan timeout)
    {
        var late = timeout / Part < _most ? timeout / Part : _most;
        var until = Stopwatch.GetTimestamp() + (long)(late.TotalSeconds * Stopwatch.Frequency);
        var source = new CancellationTokenSource(timeout + late);

        // Until it has passed, and no longer, it has to hear of the shutdown.
        var registration = _shutdown.Token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source);
        source.Token.UnsafeRegister(static registration => ((CancellationTokenRegistration)registration!).Unregister(), registration);
        _last[timeout] = new Shared(until, source.Token);
        return source.Token;
    }

    /// <param name="Until">When the last who share it may begin, as a timestamp.</param>
    /// <param name="Token">The limit.</param>
    private sealed record Shared(long Until, CancellationToken Token);
}
