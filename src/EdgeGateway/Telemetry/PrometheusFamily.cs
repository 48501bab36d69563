using System.Text;
using OpenTelemetry.Metrics;

namespace EdgeGateway.Telemetry;

/// <summary>One Prometheus metric family; its names and header lines are created once.</summary>
internal sealed class PrometheusFamily
{
    public PrometheusFamily(Metric metric)
    {
        Kind = KindOf(metric.MetricType);
        var unit = PrometheusName.UnitOf(metric.Unit, Kind == PrometheusKind.Gauge);
        Name = PrometheusName.FamilyOf(metric.Name, unit);
        var sample = Kind == PrometheusKind.Counter ? $"{Name}_total" : Name;
        Sample = Encoding.UTF8.GetBytes(sample);
        Bucket = Encoding.UTF8.GetBytes($"{Name}_bucket");
        Sum = Encoding.UTF8.GetBytes($"{Name}_sum");
        Count = Encoding.UTF8.GetBytes($"{Name}_count");
        TextHead = HeadOf(sample, metric.Description, unit);
        OpenMetricsHead = HeadOf(Name, metric.Description, unit);
    }

    public PrometheusKind Kind { get; }

    /// <summary>The name without <c>_total</c>.</summary>
    public string Name { get; }

    public byte[] Sample { get; }

    public byte[] Bucket { get; }

    public byte[] Sum { get; }

    public byte[] Count { get; }

    /// <summary>
    /// The header lines in the text format, which names a counter with its sample's name; OpenMetrics uses the family's name.
    /// </summary>
    public byte[] TextHead { get; }

    public byte[] OpenMetricsHead { get; }

    private static PrometheusKind KindOf(MetricType type)
    {
        if (type.IsHistogram())
        {
            return PrometheusKind.Histogram;
        }

        // A value that can decrease is not a counter in Prometheus.
        return type is MetricType.LongSum or MetricType.DoubleSum ? PrometheusKind.Counter : PrometheusKind.Gauge;
    }

    private byte[] HeadOf(string name, string description, string unit)
    {
        var head = new StringBuilder();
        head.Append($"# TYPE {name} {Kind.ToString().ToLowerInvariant()}\n");
        if (unit.Length > 0)
        {
            head.Append($"# UNIT {name} {unit}\n");
        }

        if (description.Length > 0)
        {
            var escaped = description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            head.Append($"# HELP {name} {escaped}\n");
        }

        return Encoding.UTF8.GetBytes(head.ToString());
    }
}
