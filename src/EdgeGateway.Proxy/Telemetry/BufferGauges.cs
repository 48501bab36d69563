using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Bodies;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>Metrics of the memory for buffered bodies.</summary>
internal sealed class BufferGauges
{
    public BufferGauges(IMeterFactory meters, BufferBudget budget)
    {
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge("edgegateway.buffered.size", () => budget.Reserved, "By", "Bytes buffered for request bodies.");
        meter.CreateObservableGauge("edgegateway.buffered.limit", () => budget.Limit, "By", "Limit on bytes buffered for request bodies (Inbound:MaxBufferedBytes).");
    }
}
