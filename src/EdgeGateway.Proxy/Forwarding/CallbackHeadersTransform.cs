using System.Globalization;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Proxy.Attempts;
using Yarp.ReverseProxy.Transforms;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>Tells the merchant what was verified.</summary>
internal sealed class CallbackHeadersTransform : RequestTransform
{
    private volatile VerifiedValue? _lastVerified;

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (CallbackContext.Of(context.HttpContext) is not { } callback)
        {
            // A sample request, of which only the path matters.
            return default;
        }

        var headers = context.ProxyRequest.Headers;
        headers.TryAddWithoutValidation(CallbackHeaders.Profile, callback.Profile.Name);
        headers.TryAddWithoutValidation(CallbackHeaders.Key, callback.Key.Value);
        headers.TryAddWithoutValidation(CallbackHeaders.Verified, VerifiedValueOf(callback));
        if (callback.Claims.IsUnclaimed || callback.IsQuestion)
        {
            // Which attempt it is only the ledger knows.
            headers.TryAddWithoutValidation(CallbackHeaders.Deduplicated, "false");
        }
        else
        {
            headers.TryAddWithoutValidation(CallbackHeaders.Attempt, callback.Claims.Attempt.ToString(CultureInfo.InvariantCulture));
        }

        if (callback.Verdict.Uncovered is { } uncovered)
        {
            headers.TryAddWithoutValidation(CallbackHeaders.Uncovered, uncovered);
        }

        if (callback.Claims.IsConflict)
        {
            headers.TryAddWithoutValidation(CallbackHeaders.Conflict, "true");
        }

        if (callback.Profile.Acknowledgement.ReadsBody)
        {
            // What has to be read must not come compressed.
            headers.Remove("Accept-Encoding");
        }

        return default;
    }

    /// <summary>Nearly always the same value as for the route's last callback, so the last one is cached.</summary>
    private string VerifiedValueOf(CallbackContext callback)
    {
        var (key, coverage) = (callback.Verdict.Key!, callback.Verdict.Coverage);
        var last = _lastVerified;
        if (last is null || last.Key != key || last.Coverage != coverage)
        {
            var word = coverage switch
            {
                SignatureCoverage.Full => "full",
                SignatureCoverage.Partial => "partial",
                _ => "none",
            };
            _lastVerified = last = new VerifiedValue(key, coverage, $"{callback.Profile.Scheme.Name};key={key.Id};coverage={word}");
        }

        return last.Text;
    }

    /// <param name="Key">Belongs to one profile, and so to one scheme.</param>
    /// <param name="Coverage">Of the callback's content.</param>
    /// <param name="Text">The header's value.</param>
    private sealed record VerifiedValue(SigningKey Key, SignatureCoverage Coverage, string Text);
}
