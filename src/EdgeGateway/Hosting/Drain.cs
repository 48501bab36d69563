using EdgeGateway.Proxy.Configuration;

namespace EdgeGateway.Hosting;

/// <summary>
/// Goes on serving for a while after the gateway was told to stop, with readiness red: who sends here has to hear of it before
/// the door closes. Kestrel stops only afterwards.
/// </summary>
internal sealed partial class Drain(
    IHostApplicationLifetime lifetime, ShutdownOptions options, TimeProvider timeProvider, ILogger<Drain> logger) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Readiness reads this.
        lifetime.StopApplication();
        Log.Draining(logger, options.DrainDelay, options.ShutdownTimeout);
        try
        {
            await Task.Delay(options.DrainDelay, timeProvider, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // No time left to wait: what is in flight matters more.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
