using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Telemetry;

/// <summary>How the console's lines look.</summary>
internal static class LogFormat
{
    /// <summary>Lets <c>Logging:Console:FormatterName</c> have the say: the slim host fixes it in code after reading that.</summary>
    public static void UseConfiguredLogFormat(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.PostConfigure<ConsoleLoggerOptions>(
            console => console.FormatterName = configuration["Logging:Console:FormatterName"] ?? ConsoleFormatterNames.Simple);
    }
}
