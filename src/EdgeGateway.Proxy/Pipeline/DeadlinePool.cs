using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Proxy.Pipeline;

/// <summary>
/// Time limits of the rooms' own, that no provider can end by hanging up. Their sources are used again, since every callback
/// needs two or three.
/// </summary>
internal sealed class DeadlinePool : IDisposable
{
    private const int MaxSpare = 1024;

    /// <summary>What remains, when the host is about to be ended by force, to settle and answer.</summary>
    private static readonly TimeSpan _shutdownMargin = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<CancellationTokenSource> _spare = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly CancellationTokenRegistration _stopping;
    private int _count;

    public DeadlinePool(IHostApplicationLifetime lifetime, IOptions<HostOptions> options)
    {
        var grace = options.Value.ShutdownTimeout - _shutdownMargin;
        _stopping = lifetime.ApplicationStopping.Register(() => _shutdown.CancelAfter(grace > TimeSpan.Zero ? grace : TimeSpan.Zero));
    }

    /// <summary>A limit of <paramref name="timeout"/>, or of what the host's shutdown leaves if that is shorter.</summary>
    public Deadline Start(TimeSpan timeout)
    {
        if (_spare.TryDequeue(out var source))
        {
            Interlocked.Decrement(ref _count);
        }
        else
        {
            source = new CancellationTokenSource();
        }

        source.CancelAfter(timeout);
        var registration = _shutdown.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        return new Deadline(this, source, registration);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _shutdown.Dispose();
        while (_spare.TryDequeue(out var source))
        {
            source.Dispose();
        }
    }

    private void Return(CancellationTokenSource source)
    {
        if (Volatile.Read(ref _count) < MaxSpare && source.TryReset())
        {
            Interlocked.Increment(ref _count);
            _spare.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }

    /// <summary>One limit. Nobody may use the token after it was disposed.</summary>
    public readonly struct Deadline : IDisposable
    {
        private readonly DeadlinePool _pool;
        private readonly CancellationTokenSource _source;
        private readonly CancellationTokenRegistration _registration;

        public Deadline(DeadlinePool pool, CancellationTokenSource source, CancellationTokenRegistration registration)
        {
            _pool = pool;
            _source = source;
            _registration = registration;
        }

        public CancellationToken Token => _source.Token;

        public bool HasPassed => _source.IsCancellationRequested;

        public void Dispose()
        {
            _registration.Dispose();
            _pool.Return(_source);
        }
    }
}
