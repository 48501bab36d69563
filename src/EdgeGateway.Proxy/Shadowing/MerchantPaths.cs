using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Proxy.Shadowing;

/// <summary>
/// Works out the path at which a route reaches its merchant. The route's own transforms are run once on a sample in which each
/// parameter has a placeholder; where the placeholders are afterwards, any value can be.
/// </summary>
internal sealed partial class MerchantPaths(IServiceProvider services, ILogger<MerchantPaths> logger)
{
    /// <summary>The pattern of the paths that the merchant behind <paramref name="destinationPrefix"/> gets.</summary>
    public async ValueTask<PathPattern> FindAsync(RouteModel route, string destinationPrefix)
    {
        // Without a path a route matches all of them.
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
            // A transform of the host's own may need more than a sample has.
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
