using EdgeGateway.Endpoints;
using EdgeGateway.Telemetry;

namespace EdgeGateway.Health;

/// <summary>The management endpoint's pages; everywhere else their paths are the merchant's.</summary>
internal static class HealthEndpoints
{
    /// <summary>Ends every request of the management endpoint.</summary>
    public static void UseManagement(this IApplicationBuilder app) =>
        app.MapWhen(ManagementEndpoint.IsManagement, static management => management.Run(AnswerAsync));

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/health/live":
                await context.Response.WriteAsync("live", context.RequestAborted);
                break;
            case "/health/ready":
                var report = await context.RequestServices.GetRequiredService<Readiness>().CheckAsync(context.RequestAborted);
                context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsJsonAsync(report, ReadinessJson.Default.ReadinessReport, cancellationToken: context.RequestAborted);
                break;
            case MetricsPage.Path:
                await MetricsPage.AnswerAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
