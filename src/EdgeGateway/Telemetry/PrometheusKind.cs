namespace EdgeGateway.Telemetry;

/// <summary>The types of Prometheus that OpenTelemetry's instruments become.</summary>
internal enum PrometheusKind
{
    Counter,
    Gauge,
    Histogram,
}
