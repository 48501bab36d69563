using EdgeGateway.Callbacks.Ledger;
using EdgeGateway.Testing.Faults.Histories;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.FunctionalTests.Faults.InProcess;

/// <summary>Adds the lost settlements that a gateway logs to the history.</summary>
internal sealed class SettlementLosses(History history) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == "SettlementLost" && state is IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            var key = (CallbackKey)values.First(static value => value.Key == "Key").Value!;
            history.Add(at => new HistoryEvent.SettlementLost(at, key.Value));
        }
    }

    public void Dispose()
    {
    }
}
