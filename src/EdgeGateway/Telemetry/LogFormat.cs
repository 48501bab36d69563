using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Telemetry;

/// <summary>The format of console log lines: one line for each entry, with the time in UTC.</summary>
internal static class LogFormat
{
    private const string Console = "Logging:Console";
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Applies <c>Logging:Console:FormatterName</c>, which the slim host overrides in code, and the defaults of
    /// <c>Logging:Console:FormatterOptions</c>.
    /// </summary>
    public static void UseConfiguredLogFormat(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.PostConfigure<ConsoleLoggerOptions>(
            console => console.FormatterName = configuration[$"{Console}:FormatterName"] ?? ConsoleFormatterNames.Simple);
        builder.Services.PostConfigure<SimpleConsoleFormatterOptions>(simple =>
        {
            SetTime(simple, configuration, TimestampFormat + " ");
            simple.SingleLine = configuration[$"{Console}:FormatterOptions:{nameof(simple.SingleLine)}"] is null || simple.SingleLine;
        });
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(json => SetTime(json, configuration, TimestampFormat));
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
