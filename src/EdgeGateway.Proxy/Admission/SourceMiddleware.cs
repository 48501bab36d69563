using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Admission;

/// <summary>Refuses senders outside the provider's networks, or without its certificate, before the body is read.</summary>
internal sealed class SourceMiddleware(RequestDelegate next, TimeProvider timeProvider)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        if (callback is null)
        {
            return next(context);
        }

        var networks = callback.Profile.AllowedNetworks;
        if (!networks.IsEmpty && !Networks.AnyContains(networks, context.Connection.RemoteIpAddress))
        {
            callback.Ending = new(CallbackOutcome.SourceRefused, StatusCodes.Status403Forbidden);
            return Task.CompletedTask;
        }

        if (callback.Profile.ClientCertificate?.Accepts(context.Connection.ClientCertificate, timeProvider.GetUtcNow()) == false)
        {
            callback.Ending = new(CallbackOutcome.SourceRefused, StatusCodes.Status403Forbidden, CallbackReason.ClientCertificate);
            return Task.CompletedTask;
        }

        return next(context);
    }
}
