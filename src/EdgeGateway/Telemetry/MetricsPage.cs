namespace EdgeGateway.Telemetry;

/// <summary><c>/metrics</c>: Prometheus' text format, or OpenMetrics if the client requests it.</summary>
internal static class MetricsPage
{
    public const string Path = "/metrics";

    private const string OpenMetrics = "application/openmetrics-text";

    public static async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        var isOpenMetrics = Wants(context.Request.Headers.Accept);
        var isCollected = await context.RequestServices.GetRequiredService<PrometheusExporter>().TryScrapeAsync(
            isOpenMetrics,
            (text, cancellationToken) =>
            {
                response.ContentType = isOpenMetrics
                    ? $"{OpenMetrics}; version=1.0.0; charset=utf-8"
                    : "text/plain; version=0.0.4; charset=utf-8";
                response.ContentLength = text.Length;
                return response.Body.WriteAsync(text, cancellationToken);
            },
            context.RequestAborted);
        if (!isCollected)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>Prometheus lists OpenMetrics first if it supports it; other clients do not list it.</summary>
    private static bool Wants(IList<string?> accept) =>
        accept.Any(static value => value?.Contains(OpenMetrics, StringComparison.OrdinalIgnoreCase) == true);
}
