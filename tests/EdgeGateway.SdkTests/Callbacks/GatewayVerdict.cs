using System.Collections.Frozen;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using Xunit;

namespace EdgeGateway.SdkTests.Callbacks;

/// <summary>The result of the gateway's verifier for a callback.</summary>
internal static class GatewayVerdict
{
    /// <summary>The reason for which it is refused; None if it is genuine.</summary>
    public static RefusalReason Of(SdkCallback callback)
    {
        var scheme = SignatureSchemes.Find(callback.Provider)!;
        var settings = new VerificationSettings { PublicUrl = callback.PublicUrl, Parameters = callback.Parameters.ToFrozenDictionary() };
        var keys = new KeyRing([.. callback.Secrets.Select(secret => KeyOf(scheme, secret))]);
        var message = new CallbackMessage(callback.Body, FormatOf(callback, scheme))
        {
            Query = callback.Query,
            Headers = new SentHeaders(callback.Headers),
        };
        return new CallbackVerifier("profile", scheme, keys, [], settings).Verify(message, callback.Now).Reason;
    }

    private static SigningKey KeyOf(SignatureScheme scheme, (string Id, string Value) secret)
    {
        Assert.Null(scheme.ReadKey(secret.Value, out var octets));
        return new SigningKey(secret.Id, octets);
    }

    private static BodyFormats FormatOf(SdkCallback callback, SignatureScheme scheme) =>
        scheme.BodyFormats == BodyFormats.Raw ? BodyFormats.Raw : callback.IsJson ? BodyFormats.Json : BodyFormats.Form;
}
