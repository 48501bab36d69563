using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Telemetry;

/// <summary>The format of console log lines.</summary>
internal static class LogFormat
{
    /// <summary>Applies <c>Logging:Console:FormatterName</c>, which the slim host overrides in code.</summary>
    public static void UseConfiguredLogFormat(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.PostConfigure<ConsoleLoggerOptions>(
            console => console.FormatterName = configuration["Logging:Console:FormatterName"] ?? ConsoleFormatterNames.Simple);
    }
}
