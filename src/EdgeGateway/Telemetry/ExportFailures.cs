using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Telemetry;

/// <summary>Counts the batches that could not be exported to a collector. The exporter reports them as events only, and drops them.</summary>
internal sealed class ExportFailures : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    /// <summary>The events of which the exporter writes one for each batch that it gives up. Refused connections are a warning with gRPC.</summary>
    private static readonly FrozenSet<string> _failures = FrozenSet.Create(
        StringComparer.Ordinal,
        "FailedToReachCollector", "TransientHttpError", "HttpRequestFailed", "RequestTimedOut", "OperationUnexpectedlyCanceled", "ExportFailure",
        "ExportMethodException", "TrySubmitRequestException", "BatchDroppedDueToSerializationFailure", "RequestDiscardedDueToSizeLimit");

    private long _count;

    public ExportFailures(IMeterFactory meters) => meters.Create(CallbackTelemetry.Name).CreateObservableCounter(
        "edgegateway.telemetry.export.failures", () => Interlocked.Read(ref _count), "{batch}", "Batches of traces, logs or metrics that a collector did not take; they are lost.");

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == Exporter && eventData.EventName is { } name && _failures.Contains(name))
        {
            Interlocked.Increment(ref _count);
        }
    }
}
