using EdgeGateway.Diagnostics;
using EdgeGateway.Endpoints;
using EdgeGateway.Records;
using EdgeGateway.Telemetry;

namespace EdgeGateway.Health;

/// <summary>The pages of the management endpoint. On other endpoints these paths belong to the merchant.</summary>
internal static class HealthEndpoints
{
    /// <summary>Handles every request to the management endpoint.</summary>
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
            case RefusedPage.Path:
                await RefusedPage.AnswerAsync(context);
                break;
            case LedgerPage.Path:
                await LedgerPage.AnswerAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
