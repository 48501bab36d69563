using EdgeGateway.Proxy.Answering;
using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGateway.Proxy.Admission;

/// <summary>
/// On routes without a profile, answers 413 to a request whose announced body is longer than the server's limit. Otherwise the forwarder
/// would find out while it sends, and log an exception.
/// </summary>
internal sealed class BodySizeMiddleware(RequestDelegate next)
{
    public Task Invoke(HttpContext context) =>
        CallbackContext.Of(context) is null
        && context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
            ? CallbackResponder.WriteProblemAsync(context, StatusCodes.Status413PayloadTooLarge).AsTask()
            : next(context);
}
