using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using EdgeGateway.Proxy.Telemetry;

namespace EdgeGateway.Telemetry;

/// <summary>
/// Converts YARP's event source counters to metrics, including callbacks, which another forwarder handles.
/// </summary>
internal sealed class YarpCounters : EventListener
{
    public const string MeterName = "Yarp.ReverseProxy";

    private static readonly Dictionary<string, string?> _everySecond = new() { ["EventCounterIntervalSec"] = "1" };

    private long _started;
    private long _failed;
    private long _current;

    public YarpCounters(IMeterFactory meters, ForwarderActivity callbacks)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("yarp.proxy.requests", () => Volatile.Read(ref _started) + callbacks.Requests, "{request}", "Requests whose forwarding was started, including callbacks.");
        meter.CreateObservableCounter("yarp.proxy.requests.failed", () => Volatile.Read(ref _failed) + callbacks.Failed, "{request}", "Requests that failed to be forwarded, including callbacks.");
        meter.CreateObservableGauge("yarp.proxy.requests.current", () => Volatile.Read(ref _current) + callbacks.Current, "{request}", "Requests that are currently being forwarded, including callbacks.");
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == MeterName)
        {
            EnableEvents(eventSource, EventLevel.Critical, EventKeywords.None, _everySecond);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != "EventCounters" || eventData.Payload is not [IDictionary<string, object?> counter, ..])
        {
            return;
        }

        if (counter.TryGetValue("Name", out var name) && counter.TryGetValue("Mean", out var mean))
        {
            Keep(name as string, Convert.ToInt64(mean, provider: null));
        }
    }

    private void Keep(string? name, long value)
    {
        switch (name)
        {
            case "requests-started":
                Volatile.Write(ref _started, value);
                break;
            case "requests-failed":
                Volatile.Write(ref _failed, value);
                break;
            case "current-requests":
                Volatile.Write(ref _current, value);
                break;
        }
    }
}
