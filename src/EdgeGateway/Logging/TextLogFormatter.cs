using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Logging;

/// <summary>
/// The format <c>simple</c>: like the framework's, but with the event's name beside its id, with fewer stack traces, and with no control
/// characters in messages. <see cref="SimpleConsoleFormatterOptions"/> apply.
/// </summary>
internal sealed class TextLogFormatter : ConsoleFormatter, IDisposable
{
    private const string Indent = "      ";
    private const string DefaultColor = "\e[39m\e[22m";

    private readonly StackTraceLimit _stackTraces;
    private readonly TimeProvider _timeProvider;
    private readonly IDisposable? _reload;
    private SimpleConsoleFormatterOptions _options;

    public TextLogFormatter(IOptionsMonitor<SimpleConsoleFormatterOptions> options, StackTraceLimit stackTraces, TimeProvider timeProvider)
        : base(ConsoleFormatterNames.Simple)
    {
        _stackTraces = stackTraces;
        _timeProvider = timeProvider;
        _options = options.CurrentValue;
        _reload = options.OnChange(changed => _options = changed);
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var options = _options;
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (message is null && logEntry.Exception is null)
        {
            return;
        }

        var newLine = options.SingleLine ? " " : Environment.NewLine + Indent;
        WriteTime(textWriter, options);
        WriteLevel(textWriter, logEntry.LogLevel, options.ColorBehavior);
        textWriter.Write(": ");
        textWriter.Write(logEntry.Category);
        WriteEvent(textWriter, logEntry.EventId);
        if (options.IncludeScopes)
        {
            scopeProvider?.ForEachScope(
                static (scope, writer) =>
                {
                    writer.Write(" => ");
                    LogText.Write(writer, scope?.ToString(), " ");
                },
                textWriter);
        }

        if (message is not null)
        {
            textWriter.Write(newLine);
            LogText.Write(textWriter, message, newLine);
        }

        if (logEntry.Exception is not null)
        {
            var logged = _stackTraces.Next(logEntry.Category, logEntry.EventId, logEntry.Exception);
            textWriter.Write(newLine);
            LogText.Write(textWriter, logged.Text, newLine);
            textWriter.Write(logged.Note);
        }

        textWriter.Write(Environment.NewLine);
    }

    public void Dispose() => _reload?.Dispose();

    private void WriteTime(TextWriter writer, SimpleConsoleFormatterOptions options)
    {
        if (options.TimestampFormat is { } format)
        {
            var now = options.UseUtcTimestamp ? _timeProvider.GetUtcNow() : _timeProvider.GetLocalNow();
            writer.Write(now.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private static void WriteEvent(TextWriter writer, EventId eventId)
    {
        Span<char> digits = stackalloc char[11];
        eventId.Id.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.Write('[');
        writer.Write(digits[..length]);
        if (eventId.Name is { } name)
        {
            writer.Write(' ');
            writer.Write(name);
        }

        writer.Write(']');
    }

    private static void WriteLevel(TextWriter writer, LogLevel level, LoggerColorBehavior behavior)
    {
        var (name, color) = level switch
        {
            LogLevel.Trace => ("trce", ""),
            LogLevel.Debug => ("dbug", ""),
            LogLevel.Information => ("info", "\e[32m"),
            LogLevel.Warning => ("warn", "\e[1m\e[33m"),
            LogLevel.Error => ("fail", "\e[1m\e[31m"),
            _ => ("crit", "\e[1m\e[35m"),
        };
        var isColored = color.Length > 0
            && (behavior == LoggerColorBehavior.Enabled || (behavior == LoggerColorBehavior.Default && !Console.IsOutputRedirected));
        if (isColored)
        {
            writer.Write(color);
        }

        writer.Write(name);
        if (isColored)
        {
            writer.Write(DefaultColor);
        }
    }
}
