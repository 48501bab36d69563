using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Telemetry;

/// <summary>Has the span of each request described by <see cref="ServerSpan"/> when the request has ended. Does nothing if no spans are collected.</summary>
internal sealed class ServerSpanFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static following => context =>
            context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span && span.Source.HasListeners()
                ? InvokeAsync(following, context, span)
                : following(context));
        next(app);
    };

    private static async Task InvokeAsync(RequestDelegate following, HttpContext context, System.Diagnostics.Activity span)
    {
        try
        {
            await following(context);
            ServerSpan.Describe(span, context, exception: null);
        }
        catch (Exception exception)
        {
            ServerSpan.Describe(span, context, exception);
            throw;
        }
    }
}
