using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Determines the path under which a route reaches its merchant. The route's transforms run once on a sample request in which each
/// parameter is a placeholder; wherever a placeholder ends up, any value can appear.
/// </summary>
internal sealed partial class MerchantPaths(IServiceProvider services, ILogger<MerchantPaths> logger)
{
    /// <summary>The pattern of the paths that the merchant at <paramref name="destinationPrefix"/> receives.</summary>
    public async ValueTask<PathPattern> FindAsync(RouteModel route, string destinationPrefix)
    {
        // A route without a path matches all paths.
        var template = RoutePatternFactory.Parse(route.Config.Match.Path ?? "/{**rest}");
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = route.Config.Match.Methods is { Count: > 0 } methods ? methods[0] : HttpMethods.Post;
        context.Request.Scheme = Uri.UriSchemeHttps;
        context.Request.Host = new HostString("edge");
        context.Request.Path = SamplePath(template, context.Request.RouteValues);
        using var request = new HttpRequestMessage();
        try
        {
            await route.Transformer.TransformRequestAsync(context, request, destinationPrefix, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A custom transform of the host may need more than the sample request has.
            Log.PathNotKnown(logger, route.Config.RouteId, exception);
            request.RequestUri = null;
        }

        request.RequestUri ??= RequestUtilities.MakeDestinationAddress(destinationPrefix, context.Request.Path, QueryString.Empty);
        return PathPattern.Parse(request.RequestUri.AbsolutePath);
    }

    private static string SamplePath(RoutePattern template, RouteValueDictionary values)
    {
        var path = "";
        foreach (var segment in template.PathSegments)
        {
            path += "/";
            foreach (var part in segment.Parts)
            {
                switch (part)
                {
                    case RoutePatternLiteralPart literal:
                        path += literal.Content;
                        break;
                    case RoutePatternSeparatorPart separator:
                        path += separator.Content;
                        break;
                    case RoutePatternParameterPart parameter:
                        var placeholder = PathPattern.Placeholder(
                            values.Count, parameter.IsCatchAll, isOptional: parameter.IsOptional || parameter.Default is not null);
                        values[parameter.Name] = placeholder;
                        path += placeholder;
                        break;
                }
            }
        }

        return path.Length == 0 ? "/" : path;
    }

    private static partial class Log
    {
        [LoggerMessage(1400, LogLevel.Warning, "The transforms of route {Route} cannot be run on a sample path; routes without a profile are kept off its path before the transforms.", EventName = "ShadowedPathNotKnown")]
        public static partial void PathNotKnown(ILogger logger, string route, Exception exception);
    }
}
