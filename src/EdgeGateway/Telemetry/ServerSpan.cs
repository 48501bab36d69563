using System.Diagnostics;
using System.Globalization;
using Yarp.ReverseProxy.Model;

namespace EdgeGateway.Telemetry;

/// <summary>
/// Describes the span of a request by OpenTelemetry's conventions for HTTP servers, which this version of the host does not do:
/// https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span. The query string is left out, because it may hold
/// signatures.
/// </summary>
internal static class ServerSpan
{
    private const string OtherMethod = "_OTHER";

    /// <param name="span">The host's span.</param>
    /// <param name="context">The request, which has ended.</param>
    /// <param name="exception">The exception that ended it; otherwise null.</param>
    public static void Describe(Activity span, HttpContext context, Exception? exception)
    {
        var request = context.Request;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        DescribeMethod(span, request.Method, route);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", (request.PathBase + request.Path).Value);
        span.SetTag("network.protocol.version", VersionOf(request.Protocol));
        if (request.Host is { HasValue: true } host)
        {
            span.SetTag("server.address", host.Host);
            span.SetTag("server.port", host.Port);
        }

        var address = context.Connection.RemoteIpAddress;
        span.SetTag("client.address", (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString());
        DescribeForwarding(span, context.Features.Get<IReverseProxyFeature>());
        DescribeEnd(span, StatusOf(context.Response, exception), exception);
    }

    private static void DescribeMethod(Activity span, string method, string? route)
    {
        var known = IsKnown(method);
        span.SetTag("http.request.method", known ? method : OtherMethod);
        span.SetTag("http.request.method_original", known ? null : method);
        span.SetTag("http.route", route);
        var name = known ? method : "HTTP";
        span.DisplayName = route is null ? name : $"{name} {route}";
    }

    /// <summary>What YARP's own span would say, which would be a second one of the same request.</summary>
    private static void DescribeForwarding(Activity span, IReverseProxyFeature? proxy)
    {
        span.SetTag("edgegateway.route", proxy?.Route.Config.RouteId);
        span.SetTag("edgegateway.cluster", proxy?.Cluster.Config.ClusterId);
        span.SetTag("edgegateway.destination", proxy?.ProxiedDestination?.DestinationId);
    }

    private static void DescribeEnd(Activity span, int status, Exception? exception)
    {
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", exception?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The server writes the status of an exception later, if nothing was sent.</summary>
    private static int StatusOf(HttpResponse response, Exception? exception) => exception switch
    {
        null => response.StatusCode,
        _ when response.HasStarted => response.StatusCode,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool IsKnown(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsHead(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsOptions(method) || HttpMethods.IsPatch(method) || HttpMethods.IsTrace(method) || HttpMethods.IsConnect(method);

    private static string VersionOf(string protocol) => protocol switch
    {
        _ when HttpProtocol.IsHttp2(protocol) => "2",
        _ when HttpProtocol.IsHttp3(protocol) => "3",
        _ when HttpProtocol.IsHttp10(protocol) => "1.0",
        _ => "1.1",
    };
}
