using System.Text;
using EdgeGateway.Requests;

namespace EdgeGateway.Commands;

/// <summary>Prints a signed request.</summary>
/// <param name="Url">Where a curl command sends it; null for the request itself.</param>
/// <param name="Part">Which part of the request is printed.</param>
/// <param name="Format">For people or for programs.</param>
internal sealed record SignedOutput(string? Url, RequestPart Part, OutputFormat Format)
{
    private const string Mask = "***";

    /// <summary>Writes the request without the secret.</summary>
    public void Write(CapturedRequest request, CallbackTarget target, TextWriter output)
    {
        if (target.SendsSecret && target.Scheme.SignatureHeader is { } header)
        {
            request = request with { Headers = request.Headers.SetItem(header, Mask) };
        }

        if (Format == OutputFormat.Json)
        {
            OutputOption.WriteJson(output, new
            {
                Scheme = target.Scheme.Name,
                KeyId = target.Key.Id,
                request.Method,
                request.Path,
                request.Query,
                request.Headers,
                Body = TextOf(request.Body.Span),
                BodyBase64 = TextOf(request.Body.Span) is null ? Convert.ToBase64String(request.Body.Span) : null,
                Curl = Url is null ? null : CurlOf(request, Url),
            });
        }
        else if (Url is not null)
        {
            output.WriteLine(CurlOf(request, Url));
        }
        else
        {
            WriteText(request, output);
        }
    }

    private void WriteText(CapturedRequest request, TextWriter output)
    {
        if (Part == RequestPart.Request)
        {
            output.Write($"{request.Method} {request.Path}{(request.Query.Length > 0 ? "?" : "")}{request.Query}\n");
        }

        if (Part != RequestPart.Body)
        {
            foreach (var (name, value) in request.Headers)
            {
                output.Write($"{name}: {value}\n");
            }
        }

        output.Write(Part == RequestPart.Request ? "\n" : "");
        if (Part != RequestPart.Headers)
        {
            // Without a line break behind it, so that what is written to a file is the body.
            output.Write(Encoding.UTF8.GetString(request.Body.Span));
        }
    }

    private static string CurlOf(CapturedRequest request, string url)
    {
        var text = new StringBuilder($"curl -i -X {request.Method} ");
        text.Append(Quote(request.Query.Length == 0 ? url : $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{request.Query}"));
        foreach (var (name, value) in request.Headers)
        {
            text.Append(" -H ").Append(Quote($"{name}: {value}"));
        }

        if (!request.Body.IsEmpty)
        {
            text.Append(" --data-raw ").Append(Quote(Encoding.UTF8.GetString(request.Body.Span)));
        }

        return text.ToString();
    }

    /// <summary>For a POSIX shell.</summary>
    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? TextOf(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? null : text;
    }
}
