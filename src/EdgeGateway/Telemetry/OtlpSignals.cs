namespace EdgeGateway.Telemetry;

/// <summary>Which signals are exported to a collector: those with an endpoint in the standard environment variables.</summary>
/// <param name="Metrics">Whether metrics are exported.</param>
/// <param name="Traces">Whether traces are exported.</param>
/// <param name="Logs">Whether logs are exported.</param>
internal sealed record OtlpSignals(bool Metrics, bool Traces, bool Logs)
{
    public static OtlpSignals Read(IConfiguration configuration)
    {
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return new OtlpSignals(false, false, false);
        }

        return new OtlpSignals(Has("METRICS"), Has("TRACES"), Has("LOGS"));

        bool Has(string signal) =>
            !(string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
                && string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]))
            && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);
    }
}
