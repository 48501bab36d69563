using System.Collections.Immutable;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Proxy.Diagnostics;

/// <summary>A callback that did not verify, as it was received. It holds whatever the sender sent.</summary>
/// <param name="Time">When it was refused.</param>
/// <param name="Profile">The profile of the route.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="RequestId">The id by which the log knows the attempt.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The request's path.</param>
/// <param name="Query">The query string without its question mark.</param>
/// <param name="Headers">The headers, without cookies; one character of a value is one octet.</param>
/// <param name="Body">The received bytes.</param>
public sealed record RefusedCallback(
    DateTimeOffset Time,
    string Profile,
    RefusalReason Reason,
    string RequestId,
    string Method,
    string Path,
    string Query,
    ImmutableSortedDictionary<string, string> Headers,
    ImmutableArray<byte> Body);
