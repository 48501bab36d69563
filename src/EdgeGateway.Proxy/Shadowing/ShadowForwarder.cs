using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Keeps routes without a profile off the paths of routes with one: what reached the merchant there would not be verified. A route
/// whose metadata says <c>ShadowedPaths: Pass</c> is left alone.
/// </summary>
internal sealed class ShadowForwarder(IHttpForwarder inner) : IHttpForwarder
{
    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, Guarded(context, transformer));

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context,
        string destinationPrefix,
        HttpMessageInvoker httpClient,
        ForwarderRequestConfig requestConfig,
        HttpTransformer transformer,
        CancellationToken cancellationToken) =>
        inner.SendAsync(context, destinationPrefix, httpClient, requestConfig, Guarded(context, transformer), cancellationToken);

    private static HttpTransformer Guarded(HttpContext context, HttpTransformer transformer) =>
        context.Features.Get<IReverseProxyFeature>() is { } proxy && !MayPass(proxy.Route.Config.Metadata)
            ? new ShadowTransformer(transformer, context.RequestServices.GetRequiredService<ShadowResponder>())
            : transformer;

    private static bool MayPass(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is not null
        && metadata.TryGetValue(CallbackRoutes.ShadowedPathsKey, out var value)
        && string.Equals(value, CallbackRoutes.PassShadowedPaths, StringComparison.OrdinalIgnoreCase);
}
