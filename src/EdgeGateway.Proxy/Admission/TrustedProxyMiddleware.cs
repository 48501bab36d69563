using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Admission;

/// <summary>
/// Puts the address of who sent the request in the place of the trusted proxy's that passed it on. Also on routes without a
/// profile: merchants get it as <c>X-Forwarded-For</c>.
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
