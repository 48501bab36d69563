using System.Runtime.InteropServices;
using EdgeGateway.Configuration.Options;

namespace EdgeGateway.Hosting;

/// <summary>
/// Keeps serving for a while after the gateway is told to stop, with readiness failing, so that load balancers can stop sending before
/// Kestrel stops. Ctrl+C ends the wait, because then there is usually no load balancer.
/// </summary>
internal sealed partial class Drain(
    IHostApplicationLifetime lifetime, ShutdownOptions options, TimeProvider timeProvider, ILogger<Drain> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private PosixSignalRegistration? _interrupt;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Readiness reads this.
        lifetime.StopApplication();
        Log.Draining(logger, options.DrainDelay, options.ShutdownTimeout);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _interrupted.Token);
            await Task.Delay(options.DrainDelay, timeProvider, limit.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _interrupted.IsCancellationRequested)
        {
            // There is no time left to wait; requests in flight matter more.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // The host's own signal handler starts the shutdown. Whichever runs first, the wait ends.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _interrupted.Cancel());
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _interrupt?.Dispose();
        _interrupted.Dispose();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1900, LogLevel.Information, "Told to stop: not ready any more, still serving for {DrainDelay}, ended at the latest in {ShutdownTimeout}.", EventName = "Draining")]
        public static partial void Draining(ILogger logger, TimeSpan drainDelay, TimeSpan shutdownTimeout);
    }
}
