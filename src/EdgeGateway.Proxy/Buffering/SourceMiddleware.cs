using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Proxy.Pipeline;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Buffering;

/// <summary>Refuses senders outside the provider's networks, or without its certificate, before a byte of the body is read.</summary>
internal sealed class SourceMiddleware(RequestDelegate next, TimeProvider timeProvider)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        if (callback is null)
        {
            return next(context);
        }

        if (!IsAllowed(callback.Profile.AllowedNetworks, context.Connection.RemoteIpAddress))
        {
            callback.End(CallbackOutcome.SourceRefused, StatusCodes.Status403Forbidden);
            return Task.CompletedTask;
        }

        if (callback.Profile.ClientCertificate?.Accepts(context.Connection.ClientCertificate, timeProvider.GetUtcNow()) == false)
        {
            callback.End(CallbackOutcome.SourceRefused, StatusCodes.Status403Forbidden, "client_certificate");
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool IsAllowed(ImmutableArray<IPNetwork> networks, IPAddress? address)
    {
        if (networks.IsEmpty)
        {
            return true;
        }

        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        foreach (var network in networks)
        {
            if (address is not null && network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
