using EdgeGateway.Proxy.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>
/// Answers 413 when a body is longer than its route or the server allows. The server itself would close the connection, and a client
/// that is still sending would find it broken before it reads the answer. Here the server's limit is lifted, so that it reads the rest
/// of the body as it does for every request: for at most 5 seconds, from a client that is not slower than its minimum data rate. YARP has
/// set the route's own limit before it calls a forwarder.
/// </summary>
internal sealed class UploadForwarder(IHttpForwarder inner) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, CancellationToken.None);

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: { } limit } server)
        {
            if (context.Request.ContentLength > limit)
            {
                server.MaxRequestBodySize = null;
                return RefuseAsync(context);
            }

            if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            {
                server.MaxRequestBodySize = null;
                return SendLimitedAsync(context, limit, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
            }
        }

        return inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
    }

    private async ValueTask<ForwarderError> SendLimitedAsync(
        HttpContext context,
        long limit,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken)
    {
        await using var body = new LimitedBody(context.Request.Body, limit);

        // YARP lifts the limit of a gRPC stream.
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(body);
        context.Request.Body = body;
        var error = await inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
        return body.IsExceeded && !context.Response.HasStarted ? await RefuseAsync(context) : error;
    }

    private static async ValueTask<ForwarderError> RefuseAsync(HttpContext context)
    {
        // The destination did not fail.
        context.Features.Set<IForwarderErrorFeature>(null);
        await CallbackResponder.WriteProblemAsync(context, StatusCodes.Status413PayloadTooLarge);
        return ForwarderError.None;
    }
}
