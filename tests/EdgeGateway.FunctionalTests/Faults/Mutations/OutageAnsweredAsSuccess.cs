using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Answers errors with success.</summary>
internal sealed class OutageAnsweredAsSuccess : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, rest) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode >= 502)
                {
                    context.Response.StatusCode = StatusCodes.Status200OK;
                }

                return Task.CompletedTask;
            });
            return rest(context);
        });
        next(app);
    };
}
