using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeGateway.Testing.Gateways;

/// <summary>Keeps what was logged: level, event and text.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string? Event, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string? Event, string Text)> All => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, eventId.Name, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
