using System.Net;
using EdgeGateway.Proxy.Attempts;
using EdgeGateway.Proxy.Bodies;
using EdgeGateway.Proxy.Telemetry;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>
/// Sends a callback to the merchant that YARP chose: the bytes at once from their buffer, the answer taken whole. What else is
/// proxied goes through <paramref name="streaming"/>, YARP's own, which copies both ways as the bytes come. Clients, transforms,
/// load balancing and health checks are YARP's for both.
/// </summary>
internal sealed class CallbackForwarder(IHttpForwarder streaming, ForwarderActivity activity) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        CallbackContext.Of(context) is { Body: not null } callback
            ? SendAsync(context, callback, RequestOf(context, callback, requestConfig), destinationPrefix, httpClient, transformer, context.RequestAborted)
            : streaming.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer);

    public async ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken)
    {
        if (CallbackContext.Of(context) is not { Body: not null } callback)
        {
            return await streaming.SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, cancellationToken);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
        return await SendAsync(
            context, callback, RequestOf(context, callback, requestConfig), destinationPrefix, httpClient, transformer, limit.Token);
    }

    private static HttpRequestMessage RequestOf(HttpContext context, CallbackContext callback, ForwarderRequestConfig config) => new()
    {
        Method = HttpMethod.Parse(context.Request.Method),
        Version = config.Version ?? HttpVersion.Version20,
        VersionPolicy = config.VersionPolicy ?? HttpVersionPolicy.RequestVersionOrLower,
        Content = new BufferedContent(callback.Body!),
    };

    private async ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        CallbackContext callback,
        HttpRequestMessage request,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        HttpTransformer transformer,
        CancellationToken limit)
    {
        var error = ForwarderError.RequestCreation;
        HttpResponseMessage? response = null;
        activity.Started();
        try
        {
            var content = request.Content;
            await transformer.TransformRequestAsync(context, request, destinationPrefix, limit);
            if (context.Response.StatusCode != StatusCodes.Status200OK || context.Response.HasStarted)
            {
                // A transform has answered in the merchant's place: nothing is sent.
                return ForwarderError.None;
            }

            if (!ReferenceEquals(request.Content, content))
            {
                throw new InvalidOperationException("A transform has replaced the content, which the merchant is to get as it was received.");
            }

            // With it the client may send the body, hear nothing, and send it all again on another connection.
            request.Headers.Remove("Expect");
            request.RequestUri ??= RequestUtilities.MakeDestinationAddress(destinationPrefix, context.Request.Path, context.Request.QueryString);

            error = ForwarderError.Request;
            response = await httpClient.SendAsync(request, limit);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                throw new HttpRequestException("The merchant switched to another protocol, which nobody asked for.");
            }

            error = ForwarderError.ResponseBodyDestination;
            callback.Answer = await MerchantAnswer.ReadAsync(response, limit);

            error = ForwarderError.ResponseHeaders;
            AnswerHead.CopyStatus(response, context);
            await transformer.TransformResponseAsync(context, response, limit);
            error = ForwarderError.None;
        }
        catch (Exception exception)
        {
            if (error == ForwarderError.Request && exception is OperationCanceledException)
            {
                // Ours, or the client's own for connecting.
                error = ForwarderError.RequestTimedOut;
            }

            Fail(context, callback, response, error, exception);
        }
        finally
        {
            response?.Dispose();
            activity.Ended(error);
        }

        return error;
    }

    private static void Fail(HttpContext context, CallbackContext callback, HttpResponseMessage? response, ForwarderError error, Exception exception)
    {
        context.Features.Set<IForwarderErrorFeature>(new Failure(error, exception));

        // Passive health checks forgive a merchant what the provider's hanging up has ended, and that is how our limit looks.
        context.RequestAborted = CancellationToken.None;
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            if (callback.Answer is not null)
            {
                // The merchant has answered; what failed came after that.
                AnswerHead.CopyHeaders(response!, context.Response.Headers);
                AnswerHead.CopyStatus(response!, context);
            }
        }

        callback.Failure = exception;
    }

    private sealed record Failure(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature;
}
