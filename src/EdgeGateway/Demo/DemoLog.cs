namespace EdgeGateway.Demo;

/// <summary>Prints the log's line for each callback, once <see cref="IsOpen"/>.</summary>
internal sealed class DemoLog(TextWriter output) : ILoggerProvider, ILogger
{
    /// <summary>False while the demo's callbacks run, because they are shown in its table.</summary>
    public bool IsOpen { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => IsOpen;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsOpen)
        {
            // Callbacks end concurrently on several threads; Console.Out is synchronized per line.
            output.WriteLine(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
