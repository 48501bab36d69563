using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>Copies the merchant's status line and headers into the response, except the headers of the connection to it.</summary>
internal static class AnswerHead
{
    // RFC 9110 section 7.6.1, and the length, which the responder knows better.
    private static readonly FrozenSet<string> _connection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    /// <summary>The status goes into the response now; the body follows when the ledger has recorded it.</summary>
    public static void CopyStatus(HttpResponseMessage answer, HttpContext context)
    {
        var status = (int)answer.StatusCode;
        var response = context.Features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = status;

        // HTTP/2 and later have no reason phrase, and the default one is written by the server.
        if (answer.ReasonPhrase is { } reason && HttpProtocol.IsHttp11(context.Request.Protocol) && reason != ReasonPhrases.GetReasonPhrase(status))
        {
            response.ReasonPhrase = reason;
        }
    }

    public static void CopyHeaders(HttpResponseMessage answer, IHeaderDictionary headers)
    {
        Copy(answer.Headers, headers);
        Copy(answer.Content.Headers, headers);
    }

    private static void Copy(HttpHeaders source, IHeaderDictionary headers)
    {
        foreach (var (name, values) in source.NonValidated)
        {
            if (_connection.Contains(name))
            {
                continue;
            }

            try
            {
                headers[name] = values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]);
            }
            catch (InvalidOperationException)
            {
                // The server will not write a control character: this header stays out, the acknowledgement does not.
            }
        }
    }
}
