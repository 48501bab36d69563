using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

/// <summary>Judges a vector without a gateway around it.</summary>
internal static class VectorVerifier
{
    public static bool Verify(PresetVector vector, out string? key, out RefusalReason reason) =>
        Verify(vector, Encoding.UTF8.GetBytes(vector.Body), out key, out reason);

    public static bool Verify(PresetVector vector, byte[] body, out string? key, out RefusalReason reason)
    {
        var scheme = SignatureSchemes.Find(vector.Preset)!;
        Assert.Null(scheme.ReadKey(vector.Secret!, out var octets));
        var settings = new VerificationSettings { PublicUrl = vector.PublicUrl, Parameters = vector.Parameters.ToFrozenDictionary() };
        var verifier = new CallbackVerifier("profile", scheme, new KeyRing([new SigningKey(vector.SecretId, octets)]), [], settings);
        var message = new CallbackMessage(body, FormatOf(vector, scheme))
        {
            Method = vector.Method,
            Query = vector.Query,
            Headers = new VectorHeaders(vector.Headers),
        };
        using var workspace = CallbackWorkspace.Rent();
        var result = verifier.Verify(message, vector.Now, workspace);
        key = result.IsVerified ? verifier.Identify(message, result, workspace).Key.Value : null;
        reason = result.Reason;
        return result.IsVerified;
    }

    private static BodyFormats FormatOf(PresetVector vector, SignatureScheme scheme) =>
        scheme.BodyFormats == BodyFormats.Raw ? BodyFormats.Raw
            : vector.Body.Length == 0 ? BodyFormats.Query
            : vector.Headers["Content-Type"].EndsWith("json", StringComparison.Ordinal) ? BodyFormats.Json
            : BodyFormats.Form;
}
