using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Bodies;

namespace EdgeGateway.Proxy.Telemetry;

/// <summary>How full the memory for bodies is.</summary>
internal sealed class BufferGauges
{
    public BufferGauges(IMeterFactory meters, BufferBudget budget)
    {
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge("edgegateway.buffered.size", () => budget.Reserved, "By", "What the bodies of callbacks in flight take.");
        meter.CreateObservableGauge("edgegateway.buffered.limit", () => budget.Limit, "By", "What they may take (Inbound:MaxBufferedBytes).");
    }
}
