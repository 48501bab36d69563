using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace EdgeGateway.Logging;

/// <summary>
/// The format <c>json</c>: the framework's members, and the event's name, the ids of the trace and the span, and fewer stack traces. The
/// message and its template are not repeated among the values. <see cref="JsonConsoleFormatterOptions"/> apply.
/// </summary>
internal sealed class JsonLogFormatter : ConsoleFormatter, IDisposable
{
    private const int MaxKeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    private readonly StackTraceLimit _stackTraces;
    private readonly TimeProvider _timeProvider;
    private readonly IDisposable? _reload;
    private JsonConsoleFormatterOptions _options;

    public JsonLogFormatter(IOptionsMonitor<JsonConsoleFormatterOptions> options, StackTraceLimit stackTraces, TimeProvider timeProvider)
        : base(ConsoleFormatterNames.Json)
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

        // A value's ToString may log, so the buffer is not kept while it is in use.
        var buffer = _kept ?? new ArrayBufferWriter<byte>(1024);
        _kept = null;
        using (var json = new Utf8JsonWriter(buffer, options.JsonWriterOptions))
        {
            json.WriteStartObject();
            WriteTime(json, options);
            json.WriteNumber("EventId", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name)
            {
                json.WriteString("EventName", name);
            }

            json.WriteString("LogLevel", NameOf(logEntry.LogLevel));
            json.WriteString("Category", logEntry.Category);
            json.WriteString("Message", message);
            WriteTrace(json);
            if (logEntry.Exception is { } exception)
            {
                WriteException(json, _stackTraces.Next(logEntry.Category, logEntry.EventId, exception));
            }

            if (logEntry.State is IReadOnlyCollection<KeyValuePair<string, object?>> values)
            {
                json.WriteStartObject("State");
                JsonLogValues.Write(json, values);
                json.WriteEndObject();
            }

            if (options.IncludeScopes && scopeProvider is not null)
            {
                json.WriteStartArray("Scopes");
                scopeProvider.ForEachScope(static (scope, json) => JsonLogValues.WriteScope(json, scope), json);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        WriteLine(textWriter, buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        _kept = buffer.Capacity <= MaxKeptBytes ? buffer : null;
    }

    public void Dispose() => _reload?.Dispose();

    private void WriteTime(Utf8JsonWriter json, JsonConsoleFormatterOptions options)
    {
        if (options.TimestampFormat is { } format)
        {
            var now = options.UseUtcTimestamp ? _timeProvider.GetUtcNow() : _timeProvider.GetLocalNow();
            json.WriteString("Timestamp", now.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            json.WriteString("TraceId", activity.TraceId.ToHexString());
            json.WriteString("SpanId", activity.SpanId.ToHexString());
        }
    }

    private static void WriteException(Utf8JsonWriter json, in LoggedException logged)
    {
        json.WriteString("Exception", logged.Text);
        if (logged.Repeats > 0)
        {
            json.WriteNumber("ExceptionRepeats", logged.Repeats);
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => nameof(LogLevel.Trace),
        LogLevel.Debug => nameof(LogLevel.Debug),
        LogLevel.Information => nameof(LogLevel.Information),
        LogLevel.Warning => nameof(LogLevel.Warning),
        LogLevel.Error => nameof(LogLevel.Error),
        _ => nameof(LogLevel.Critical),
    };

    private static void WriteLine(TextWriter writer, ReadOnlySpan<byte> line)
    {
        var letters = ArrayPool<char>.Shared.Rent(line.Length);
        writer.Write(letters.AsSpan(0, Encoding.UTF8.GetChars(line, letters)));
        ArrayPool<char>.Shared.Return(letters);
        writer.Write(Environment.NewLine);
    }
}
