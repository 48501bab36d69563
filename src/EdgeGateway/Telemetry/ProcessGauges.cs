using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Telemetry;

/// <summary>What the runtime's own metrics lack: when the process started, and how much memory it may use.</summary>
internal sealed class ProcessGauges
{
    public ProcessGauges(IMeterFactory meters)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        var limit = new MemoryLimit();
        var meter = meters.Create(CallbackTelemetry.Name);
        meter.CreateObservableGauge("process.start_time", () => started, "s", "Start time of the process, in Unix time.");
        meter.CreateObservableGauge(
            "edgegateway.memory.limit", () => Measure(limit.Read()), "By", "Memory limit of the container or service (control group); absent if there is no limit.");
    }

    private static IEnumerable<Measurement<long>> Measure(long? bytes) => bytes is { } known ? [new(known)] : [];
}
