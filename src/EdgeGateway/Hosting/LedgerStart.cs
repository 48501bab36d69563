using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Configuration;
using EdgeGateway.Configuration.Options;
using EdgeGateway.Sqlite;

namespace EdgeGateway.Hosting;

/// <summary>
/// Logs which ledger the gateway uses and its number of records; an unexpectedly small number shows that it is not the previous ledger.
/// Runs in the background, because counting may take long and the ledger may be unavailable.
/// </summary>
internal sealed partial class LedgerStart(
    CallbackConfigurationProvider configuration, ICallbackLedger ledger, ILogger<LedgerStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = configuration.Current.Ledger;
        if (ledger is SqliteCallbackLedger { TightenedFiles: { Count: > 0 } files })
        {
            Log.LedgerFileTightened(logger, string.Join(", ", files));
        }

        var place = settings.SqlitePath is { } path ? $" at {path}" : "";
        try
        {
            var statistics = await ledger.GetStatisticsAsync(stoppingToken);
            Log.LedgerOpened(logger, settings.Store, place, statistics.Records);
        }
        catch (LedgerUnavailableException exception)
        {
            Log.LedgerNotCounted(logger, settings.Store, place, exception);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before the count was available.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "Ledger: {Store}{Place}, {Records} records.", EventName = "LedgerOpened")]
        public static partial void LedgerOpened(ILogger logger, LedgerStore store, string place, long? records);

        [LoggerMessage(1902, LogLevel.Warning, "Ledger: {Store}{Place}, which does not answer.", EventName = "LedgerNotCounted")]
        public static partial void LedgerNotCounted(ILogger logger, LedgerStore store, string place, Exception exception);

        [LoggerMessage(1903, LogLevel.Warning, "Files of the ledger could be read or written by others than their owner; now they cannot: {Files}.", EventName = "LedgerFileTightened")]
        public static partial void LedgerFileTightened(ILogger logger, string files);
    }
}
