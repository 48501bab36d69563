using System.Globalization;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Proxy.Attempts;
using Yarp.ReverseProxy.Transforms;

namespace EdgeGateway.Proxy.Forwarding;

/// <summary>Signs the callback for the merchant where its profile says so, and removes what the sender may have sent for it.</summary>
internal sealed class MerchantSignatureTransform(TimeProvider timeProvider) : RequestTransform
{
    private const string Id = "webhook-id";
    private const string Timestamp = "webhook-timestamp";
    private const string Signature = "webhook-signature";

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (CallbackContext.Of(context.HttpContext) is { Body: { } body, Profile.MerchantSigner: { } signer } callback)
        {
            var headers = context.ProxyRequest.Headers;
            foreach (var name in headers.NonValidated.Select(static header => header.Key).Where(IsOurs).ToList())
            {
                headers.Remove(name);
            }

            var id = StandardWebhookSigner.IdOf(callback.Key.Value);
            var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
            headers.TryAddWithoutValidation(Id, id);
            headers.TryAddWithoutValidation(Timestamp, now.ToString(CultureInfo.InvariantCulture));
            headers.TryAddWithoutValidation(Signature, signer.Sign(id, now, body.Bytes));
        }

        return default;
    }

    /// <summary>Whatever stands in the hyphen's place: CGI and what comes from it read an underscore as the same.</summary>
    private static bool IsOurs(string name) => IsLike(name, Id) || IsLike(name, Timestamp) || IsLike(name, Signature);

    private static bool IsLike(string name, string ours)
    {
        var hyphen = ours.IndexOf('-', StringComparison.Ordinal);
        return name.Length == ours.Length
            && !char.IsAsciiLetterOrDigit(name[hyphen])
            && name.StartsWith(ours[..hyphen], StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(ours[(hyphen + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
