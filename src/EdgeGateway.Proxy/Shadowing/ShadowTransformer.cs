using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Looks at a request when all of the route's transforms are done: the path is then the one that the merchant would get. A response
/// that is set here keeps YARP from forwarding.
/// </summary>
internal sealed class ShadowTransformer(HttpTransformer inner, ShadowResponder responder) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await inner.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        if (httpContext.Response.StatusCode == StatusCodes.Status200OK && !httpContext.Response.HasStarted)
        {
            // As YARP does where no transform has set it.
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
