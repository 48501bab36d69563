using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace EdgeGateway.FunctionalTests.Faults.Mutations;

/// <summary>Leads one provider's callbacks to a route that has no profile and the same merchant, as another spelling could.</summary>
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
