namespace EdgeGateway.Telemetry;

/// <summary>The Prometheus types of OpenTelemetry instruments.</summary>
internal enum PrometheusKind
{
    Counter,
    Gauge,
    Histogram,
}
