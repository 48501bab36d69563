using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EdgeGateway.Proxy.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace EdgeGateway.Telemetry;

/// <summary>Writes metrics in Prometheus' text format or in OpenMetrics.</summary>
internal sealed class PrometheusWriter(PrometheusBuffer output)
{
    private static readonly ConcurrentDictionary<string, byte[]> _labels = new(StringComparer.Ordinal);

    public bool IsOpenMetrics { get; set; }

    public void WriteHead(PrometheusFamily family) => output.Append(IsOpenMetrics ? family.OpenMetricsHead : family.TextHead);

    public void WriteSamples(PrometheusFamily family, Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (family.Kind == PrometheusKind.Histogram)
            {
                WriteHistogram(family, point);
            }
            else
            {
                WriteName(family.Sample, point.Tags, bound: null);
                WriteValue(metric.MetricType, point);
                output.Append((byte)'\n');
            }
        }
    }

    public void WriteEnd()
    {
        if (IsOpenMetrics)
        {
            output.Append("# EOF\n"u8);
        }
    }

    private void WriteValue(MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                output.Append(point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                output.Append(point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                output.Append(point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                output.Append(point.GetGaugeLastValueDouble());
                break;
            default:
                throw new InvalidOperationException($"There is no way to write {type}.");
        }
    }

    private void WriteHistogram(PrometheusFamily family, in MetricPoint point)
    {
        var hasExemplars = point.TryGetExemplars(out var exemplars) && IsOpenMetrics;
        long count = 0;
        var lower = double.NegativeInfinity;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            WriteName(family.Bucket, point.Tags, bucket.ExplicitBound);
            output.Append(count);
            if (hasExemplars)
            {
                WriteExemplar(exemplars, lower, bucket.ExplicitBound);
                lower = bucket.ExplicitBound;
            }

            output.Append((byte)'\n');
        }

        WriteName(family.Sum, point.Tags, bound: null);
        output.Append(point.GetHistogramSum());
        output.Append((byte)'\n');
        WriteName(family.Count, point.Tags, bound: null);
        output.Append(count);
        output.Append((byte)'\n');
    }

    /// <summary>Writes the exemplar: a trace whose value is in the bucket.</summary>
    private void WriteExemplar(ReadOnlyExemplarCollection exemplars, double lower, double upper)
    {
        foreach (ref readonly var exemplar in exemplars)
        {
            if (exemplar.DoubleValue > lower && exemplar.DoubleValue <= upper && exemplar.TraceId != default)
            {
                output.Append(" # {trace_id=\""u8);
                output.Append(exemplar.TraceId.ToHexString());
                output.Append("\",span_id=\""u8);
                output.Append(exemplar.SpanId.ToHexString());
                output.Append("\"} "u8);
                output.Append(exemplar.DoubleValue);
                output.Append((byte)' ');
                output.Append((exemplar.Timestamp.ToUnixTimeMilliseconds() / 1000.0).ToString("0.000", CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    private void WriteName(byte[] name, ReadOnlyTagCollection tags, double? bound)
    {
        output.Append(name);
        var count = 0;

        // The profile first, for readability.
        foreach (var tag in tags)
        {
            if (tag.Key == CallbackTelemetry.ProfileTag)
            {
                WriteLabel(tag, ref count);
            }
        }

        foreach (var tag in tags)
        {
            if (tag.Key != CallbackTelemetry.ProfileTag)
            {
                WriteLabel(tag, ref count);
            }
        }

        if (bound is { } upper)
        {
            output.Append(count++ == 0 ? "{le=\""u8 : ",le=\""u8);
            output.AppendBound(upper);
            output.Append((byte)'"');
        }

        output.Append(count == 0 ? " "u8 : "} "u8);
    }

    private void WriteLabel(KeyValuePair<string, object?> tag, ref int count)
    {
        output.Append(count++ == 0 ? (byte)'{' : (byte)',');
        output.Append(_labels.GetOrAdd(tag.Key, static key => Encoding.UTF8.GetBytes(PrometheusName.Sanitize(key))));
        output.Append("=\""u8);
        output.AppendLabelValue(tag.Value);
        output.Append((byte)'"');
    }
}
