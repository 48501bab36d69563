using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGateway.Proxy.Settlement;

/// <summary>Passes a merchant's headers on, but for those that concern the connection to it.</summary>
internal static class AnswerHeaders
{
    // RFC 9110 section 7.6.1, and the length, which the responder knows better.
    private static readonly FrozenSet<string> _connection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    public static void Copy(HttpResponseMessage answer, IHeaderDictionary headers)
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
