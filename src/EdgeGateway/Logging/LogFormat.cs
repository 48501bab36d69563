using System.Text.Encodings.Web;
using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Logging;

/// <summary>The console's log: its formatters, with one line for each entry and the time in UTC, and the level of callbacks.</summary>
internal static class LogFormat
{
    private const string Console = "Logging:Console";
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Puts the gateway's formatters in front of the framework's <c>simple</c> and <c>json</c>, and applies
    /// <c>Logging:Console:FormatterName</c>, which the slim host overrides in code, and the defaults of
    /// <c>Logging:Console:FormatterOptions</c>.
    /// </summary>
    public static void AddLogFormat(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;

        // Of several formatters with one name, the console uses the first.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<ConsoleFormatter, TextLogFormatter>());
        builder.Services.Insert(0, ServiceDescriptor.Singleton<ConsoleFormatter, JsonLogFormatter>());
        builder.Services.AddSingleton<StackTraceLimit>();
        builder.Services.PostConfigure<ConsoleLoggerOptions>(
            console => console.FormatterName = configuration[$"{Console}:FormatterName"] ?? ConsoleFormatterNames.Simple);
        builder.Services.PostConfigure<SimpleConsoleFormatterOptions>(simple =>
        {
            SetTime(simple, configuration, TimestampFormat + " ");
            simple.SingleLine = configuration[$"{Console}:FormatterOptions:{nameof(simple.SingleLine)}"] is null || simple.SingleLine;
        });
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(json =>
        {
            SetTime(json, configuration, TimestampFormat);

            // The lines are not part of an HTML page: quotes and letters stay as they are, so that they can be searched for.
            json.JsonWriterOptions = json.JsonWriterOptions with { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        builder.Services.PostConfigure<LoggerFilterOptions>(CallbackLogLevel.Apply);

        // The framework's scope with the ids of the trace; the JSON lines and the collector have them without it.
        builder.Logging.Configure(static factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.None);
    }

    private static void SetTime(ConsoleFormatterOptions options, ConfigurationManager configuration, string format)
    {
        if (configuration[$"{Console}:FormatterOptions:{nameof(options.TimestampFormat)}"] is null)
        {
            options.TimestampFormat = format;
            options.UseUtcTimestamp = true;
        }
    }
}
