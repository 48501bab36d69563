using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Answers a merchant's refusal with success.</summary>
internal sealed class RefusalAnsweredAsSuccess : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, rest) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status500InternalServerError)
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
