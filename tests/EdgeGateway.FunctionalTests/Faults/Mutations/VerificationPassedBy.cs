using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Sends one provider's callbacks to a route without a profile, as another spelling of the path could.</summary>
internal sealed class VerificationPassedBy : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, rest) =>
        {
            if (context.Request.Path == "/callbacks/cactus")
            {
                context.Request.Path = "/plain/callbacks/cactus";
            }

            return rest(context);
        });
        next(app);
    };
}
