using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Proxy.Diagnostics;
using EdgeGateway.Requests;

namespace EdgeGateway.Diagnostics;

/// <summary>A refused callback as the management endpoint shows it.</summary>
/// <param name="Time">When it was refused.</param>
/// <param name="Profile">The profile of the route.</param>
/// <param name="Reason">Why, as logs and metrics say it.</param>
/// <param name="RequestId">The id by which the log knows the attempt.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The request's path.</param>
/// <param name="Query">The query string without its question mark.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The received bytes, in base64.</param>
internal sealed record RefusedCapture(
    DateTimeOffset Time, string Profile, string Reason, string RequestId, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static RefusedCapture Of(RefusedCallback callback) => new(
        callback.Time, callback.Profile, ReasonWords.Of(callback.Reason), callback.RequestId, callback.Method, callback.Path, callback.Query, callback.Headers, [.. callback.Body]);

    /// <summary>The request as it was received.</summary>
    public CapturedRequest ToRequest() => new()
    {
        Method = Method,
        Path = Path,
        Query = Query,
        Headers = CallbackRequest.NoHeaders.SetItems(Headers),
        Body = Body,
    };
}
