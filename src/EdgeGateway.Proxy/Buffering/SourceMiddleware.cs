using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Proxy.Pipeline;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Buffering;

/// <summary>Refuses senders outside the provider's networks before a byte of the body is read.</summary>
internal sealed class SourceMiddleware(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var callback = CallbackContext.Of(context);
        if (callback is null || IsAllowed(callback.Profile.AllowedNetworks, context.Connection.RemoteIpAddress))
        {
            return next(context);
        }

        callback.End(CallbackOutcome.SourceRefused, StatusCodes.Status403Forbidden);
        return Task.CompletedTask;
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
