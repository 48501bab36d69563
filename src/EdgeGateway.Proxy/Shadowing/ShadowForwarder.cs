using EdgeGateway.Proxy.Profiles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Prevents routes without a profile from reaching the paths of routes with one, where requests would arrive unverified. Routes with the
/// metadata <c>ShadowedPaths: Pass</c> are exempt.
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
