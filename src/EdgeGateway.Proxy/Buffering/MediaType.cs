using EdgeGateway.Callbacks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeGateway.Proxy.Buffering;

/// <summary>Determines the body format from a request's headers.</summary>
internal static class MediaType
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>
    /// Whether the body is uncompressed and of one of the <paramref name="accepted"/> formats: JSON and forms in UTF-8 by their media type,
    /// a query string if there is no body, and raw bytes with any media type.
    /// </summary>
    public static bool TryRead(HttpRequest request, BodyFormats accepted, out BodyFormats format)
    {
        format = BodyFormats.None;
        var encoding = request.Headers.ContentEncoding;
        if (!StringValues.IsNullOrEmpty(encoding)
            && !(encoding.Count == 1 && string.Equals(encoding[0], "identity", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var contentType = request.Headers.ContentType;
        format = contentType.Count == 1 ? FormatOf(contentType[0]!) & accepted : BodyFormats.None;
        if (accepted.HasFlag(BodyFormats.Query) && HasNoBody(request))
        {
            format = BodyFormats.Query;
        }
        else if (format == BodyFormats.None)
        {
            format = accepted & BodyFormats.Raw;
        }

        return format != BodyFormats.None;
    }

    private static bool HasNoBody(HttpRequest request) =>
        request.ContentLength is null or 0 && StringValues.IsNullOrEmpty(request.Headers.TransferEncoding) && !CanHaveBody(request);

    /// <summary>HTTP/2 and HTTP/3 need no length: the end of the request's stream tells whether there is a body.</summary>
    private static bool CanHaveBody(HttpRequest request) =>
        request.ContentLength is null && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private static BodyFormats FormatOf(string contentType)
    {
        // Fast path: nearly all providers send it without parameters.
        if (contentType == Json)
        {
            return BodyFormats.Json;
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            || HasSeveralCharsets(parsed)
            || (parsed.Charset.HasValue && !parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !parsed.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return BodyFormats.None;
        }

        if (parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            return BodyFormats.Json;
        }

        return parsed.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase) ? BodyFormats.Form : BodyFormats.None;
    }

    /// <summary>With several charsets, readers differ on which one applies.</summary>
    private static bool HasSeveralCharsets(MediaTypeHeaderValue parsed) =>
        parsed.Parameters.Count > 1 && parsed.Parameters.Count(static parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)) > 1;
}
