namespace EdgeGateway.Reporting;

/// <summary>Prometheus cannot be asked, or refuses a query.</summary>
internal sealed class PrometheusException(string message, Exception? innerException) : Exception(message, innerException);
