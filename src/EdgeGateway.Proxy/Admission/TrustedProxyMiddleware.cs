using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Admission;

/// <summary>
/// Replaces the address of a trusted proxy with that of the original sender. Also applies to routes without a profile: merchants receive
/// the address as <c>X-Forwarded-For</c>.
/// </summary>
internal sealed class TrustedProxyMiddleware(RequestDelegate next, ICallbackProfiles profiles)
{
    private const string ForwardedFor = "X-Forwarded-For";

    public Task Invoke(HttpContext context)
    {
        var trusted = profiles.Current.TrustedProxies;
        if (!trusted.IsEmpty && context.Request.Headers.TryGetValue(ForwardedFor, out var forwarded))
        {
            var connection = context.Connection;
            connection.RemoteIpAddress = ForwardedAddress.Find(connection.RemoteIpAddress, forwarded, trusted);
        }

        return next(context);
    }
}
