using System.Collections.Immutable;
using EdgeGateway.Callbacks;
using EdgeGateway.Proxy.Attempts;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Proxy.Diagnostics;

/// <summary>The last refused callbacks, in memory. Bounded by number and size, because anyone can send them. Safe for concurrent use.</summary>
/// <param name="capacity">How many are kept; zero for none.</param>
/// <param name="maxBytes">How many bytes their bodies may have together.</param>
public sealed class RefusedCallbacks(int capacity, long maxBytes)
{
    private const string Cookie = "Cookie";
    private const string Mask = "***";

    private readonly Lock _lock = new();
    private readonly Queue<RefusedCallback> _callbacks = new();
    private long _bytes;

    /// <summary>Whether any are kept.</summary>
    public bool IsOn => capacity > 0;

    /// <summary>Those that are kept, the oldest first.</summary>
    public ImmutableArray<RefusedCallback> ToArray()
    {
        lock (_lock)
        {
            return [.. _callbacks];
        }
    }

    /// <summary>Keeps a callback, and drops the oldest ones if there are too many.</summary>
    internal void Add(HttpRequest request, CallbackContext callback, RefusalReason reason, DateTimeOffset now)
    {
        var body = callback.Body!.Bytes;
        var scheme = callback.Profile.Scheme;

        // Such a sender sends the secret itself, and a genuine callback can be refused for another reason.
        var sendsSecret = scheme.Coverage == SignatureCoverage.None;
        if (body.Length > maxBytes || (sendsSecret && scheme.SignatureHeader is null))
        {
            return;
        }

        var refused = new RefusedCallback(
            now,
            callback.Profile.Name,
            reason,
            request.HttpContext.TraceIdentifier,
            request.Method,
            request.Path.Value ?? "/",
            (request.QueryString.Value ?? "").TrimStart('?'),
            request.Headers.Where(static header => !header.Key.Equals(Cookie, StringComparison.OrdinalIgnoreCase))
                .ToImmutableSortedDictionary(static header => header.Key, header => sendsSecret && header.Key.Equals(scheme.SignatureHeader, StringComparison.OrdinalIgnoreCase) ? Mask : header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            [.. body]);
        lock (_lock)
        {
            _callbacks.Enqueue(refused);
            _bytes += body.Length;
            while (_callbacks.Count > capacity || _bytes > maxBytes)
            {
                _bytes -= _callbacks.Dequeue().Body.Length;
            }
        }
    }
}
