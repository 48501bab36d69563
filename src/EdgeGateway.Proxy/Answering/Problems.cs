using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeGateway.Proxy.Answering;

/// <summary>Bodies of RFC 9457 that tell a stranger the status and nothing more.</summary>
internal static class Problems
{
    private static readonly FrozenDictionary<int, byte[]> _bodies =
        new[] { 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 502, 503, 504 }.ToFrozenDictionary(static status => status, Create);

    public static ReadOnlyMemory<byte> Of(int status) => _bodies[status];

    private static byte[] Create(int status) => Encoding.UTF8.GetBytes(
        $$"""{"type":"about:blank","title":"{{ReasonPhrases.GetReasonPhrase(status)}}","status":{{status}}}""");
}
