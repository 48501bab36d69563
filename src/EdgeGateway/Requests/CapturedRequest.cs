using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;

namespace EdgeGateway.Requests;

/// <summary>
/// A request in a file: a line with the method and the path, the headers, an empty line and the body, as HTTP/1.1 writes them. A file that
/// does not begin with such a line is a body. Immutable.
/// </summary>
internal sealed record CapturedRequest
{
    private static readonly ImmutableArray<string> _methods = ["POST", "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>In upper case.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Without the query string.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>Names are compared without regard to case; one character of a value is one octet.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = CallbackRequest.NoHeaders;

    /// <summary>Every byte behind the empty line.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Reads a file's content.</summary>
    public static CapturedRequest Parse(ReadOnlyMemory<byte> content)
    {
        var (line, rest) = ReadLine(content);
        if (line.Split(' ') is not [var method, ['/', ..] target, ..] || !_methods.Contains(method))
        {
            return new CapturedRequest { Body = content };
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var headers = ParseHeaders(rest, out var body);
        return new CapturedRequest
        {
            Method = method,
            Path = mark < 0 ? target : target[..mark],
            Query = mark < 0 ? "" : target[(mark + 1)..],
            Headers = headers,
            Body = body,
        };
    }

    /// <summary>Reads lines such as <c>Name: value</c> up to the first empty one. Several headers of a name are joined with commas.</summary>
    public static ImmutableSortedDictionary<string, string> ParseHeaders(ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> rest)
    {
        var headers = CallbackRequest.NoHeaders.ToBuilder();
        for (rest = content; !rest.IsEmpty;)
        {
            (var line, rest) = ReadLine(rest);
            if (line.Length == 0)
            {
                break;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                var (name, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
                headers[name] = headers.TryGetValue(name, out var known) ? $"{known},{value}" : value;
            }
        }

        return headers.ToImmutable();
    }

    /// <summary>A signed request with this one's path.</summary>
    public CapturedRequest With(CallbackRequest request) => this with
    {
        Method = request.Method,
        Query = request.Query,
        Headers = request.Headers,
        Body = request.Body,
    };

    /// <summary>The request as the scheme reads it; the format follows from the media type, or from the body if there is none.</summary>
    public CallbackRequest ToRequest(SignatureScheme scheme) => new(Body, FormatOf(scheme.BodyFormats))
    {
        Method = Method,
        Query = Query,
        Headers = Headers,
    };

    /// <summary>The request with the media type that its body has, if it names none.</summary>
    public CapturedRequest WithMediaType(SignatureScheme scheme) => Headers.ContainsKey("Content-Type") || Body.IsEmpty
        ? this
        : this with { Headers = Headers.SetItem("Content-Type", FormatOf(scheme.BodyFormats) == BodyFormats.Form ? "application/x-www-form-urlencoded" : "application/json") };

    private BodyFormats FormatOf(BodyFormats accepted)
    {
        if (accepted.HasFlag(BodyFormats.Query) && Body.IsEmpty)
        {
            return BodyFormats.Query;
        }

        var type = Headers.GetValueOrDefault("Content-Type", "");
        var format = type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? BodyFormats.Form
            : type.Length > 0 || Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? BodyFormats.Json
            : BodyFormats.Form;
        return (format & accepted) != BodyFormats.None ? format
            : accepted.HasFlag(BodyFormats.Raw) ? BodyFormats.Raw
            : accepted.HasFlag(BodyFormats.Json) ? BodyFormats.Json
            : BodyFormats.Form;
    }

    private static (string Line, ReadOnlyMemory<byte> Remainder) ReadLine(ReadOnlyMemory<byte> content)
    {
        var end = content.Span.IndexOf((byte)'\n');
        var line = end < 0 ? content : content[..end];
        return (Encoding.Latin1.GetString(line.Span).TrimEnd('\r'), end < 0 ? default : content[(end + 1)..]);
    }
}
