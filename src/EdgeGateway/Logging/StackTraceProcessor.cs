using OpenTelemetry;
using OpenTelemetry.Logs;

namespace EdgeGateway.Logging;

/// <summary>Limits the stack traces that are sent to a collector; the other exceptions are attributes without one.</summary>
internal sealed class StackTraceProcessor(StackTraceLimit limit) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is null)
        {
            return;
        }

        var logged = limit.Next(data.CategoryName ?? "", data.EventId, data.Exception);
        if (!logged.IsWhole)
        {
            data.Exception = null;
            data.Attributes =
            [
                .. data.Attributes ?? [],
                new("exception.type", logged.Exception.GetType().FullName),
                new("exception.message", logged.Exception.Message),
                new("edgegateway.exception.repeats", logged.Repeats),
            ];
        }
    }
}
