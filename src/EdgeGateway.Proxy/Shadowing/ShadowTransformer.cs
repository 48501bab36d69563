using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Checks a request after all transforms of the route, when it has the path that the merchant would receive. Setting a response here
/// prevents YARP from forwarding.
/// </summary>
internal sealed class ShadowTransformer(HttpTransformer inner, ShadowResponder responder) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await inner.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        if (httpContext.Response.StatusCode == StatusCodes.Status200OK && !httpContext.Response.HasStarted)
        {
            // YARP's default if no transform has set it.
            proxyRequest.RequestUri ??= RequestUtilities.MakeDestinationAddress(
                destinationPrefix, httpContext.Request.Path, httpContext.Request.QueryString);
            await responder.RespondIfShadowedAsync(httpContext, proxyRequest.RequestUri);
        }
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken) =>
        inner.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        inner.TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
}
