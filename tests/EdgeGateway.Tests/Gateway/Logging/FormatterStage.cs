using EdgeGateway.Logging;
using EdgeGateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace EdgeGateway.Tests.Gateway.Logging;

/// <summary>The formatter that the console uses for a configuration, with a clock that the test advances.</summary>
internal sealed class FormatterStage : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConsoleFormatter _formatter;
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <param name="format">The formatter's name.</param>
    /// <param name="options">Of <c>Logging:Console:FormatterOptions</c>.</param>
    public FormatterStage(string format, params (string Name, string Value)[] options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            options.Select(static option => KeyValuePair.Create($"Logging:Console:FormatterOptions:{option.Name}", (string?)option.Value)));
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddLogFormat();
        _services = builder.Services.BuildServiceProvider();
        _formatter = _services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == format);
    }

    public TestTimeProvider Time { get; } = new();

    public IDisposable BeginScope(object scope) => _scopes.Push(scope);

    /// <summary>What is written for an entry, without the line break at its end.</summary>
    public string Write(
        LogLevel level, EventId eventId, string message, Exception? exception = null, params KeyValuePair<string, object?>[] values)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(level, "Tests.Category", eventId, values, exception, (_, _) => message);
        _formatter.Write(entry, _scopes, writer);
        var text = writer.ToString();
        return text.EndsWith(Environment.NewLine, StringComparison.Ordinal) ? text[..^Environment.NewLine.Length] : throw new FormatException(text);
    }

    public void Dispose() => _services.Dispose();
}
