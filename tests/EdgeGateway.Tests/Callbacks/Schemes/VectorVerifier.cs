using System.Collections.Frozen;
using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Schemes;

/// <summary>Verifies a vector without a gateway.</summary>
internal static class VectorVerifier
{
    public static bool Verify(PresetVector vector, out string? key, out RefusalReason reason) =>
        Verify(vector, Encoding.UTF8.GetBytes(vector.Body), out key, out reason);

    public static bool Verify(PresetVector vector, byte[] body, out string? key, out RefusalReason reason)
    {
        var (result, identity) = Judge(vector, body);
        key = identity?.Key.Value;
        reason = result;
        return result == RefusalReason.None;
    }

    /// <summary>The identity of a genuine vector.</summary>
    public static CallbackIdentity IdentityOf(PresetVector vector) => Judge(vector, Encoding.UTF8.GetBytes(vector.Body)).Identity!.Value;

    /// <summary>What the vector says about itself if it is refused.</summary>
    public static RefusedContent ReadRefused(PresetVector vector, byte[] body, RefusalReason reason) =>
        VerifierOf(vector).ReadRefused(MessageOf(vector, body), reason);

    private static (RefusalReason Reason, CallbackIdentity? Identity) Judge(PresetVector vector, byte[] body)
    {
        var verdict = VerifierOf(vector).Verify(MessageOf(vector, body), vector.Now);
        return (verdict.Reason, verdict.IsVerified ? verdict.Identity : null);
    }

    private static CallbackVerifier VerifierOf(PresetVector vector) =>
        new("profile", SignatureSchemes.Find(vector.Preset)!, new KeyRing([KeyOf(vector)]), [], SettingsOf(vector));

    private static CallbackMessage MessageOf(PresetVector vector, byte[] body) => new(body, FormatOf(vector, SignatureSchemes.Find(vector.Preset)!))
    {
        Method = vector.Method,
        Query = vector.Query,
        Headers = new VectorHeaders(vector.Headers),
    };

    public static SigningKey KeyOf(PresetVector vector)
    {
        Assert.Null(SignatureSchemes.Find(vector.Preset)!.ReadKey(vector.Secret!, out var octets));
        return new SigningKey(vector.SecretId, octets);
    }

    public static VerificationSettings SettingsOf(PresetVector vector) => new() { PublicUrl = vector.PublicUrl, Parameters = vector.Parameters.ToFrozenDictionary() };

    public static BodyFormats FormatOf(PresetVector vector, SignatureScheme scheme) =>
        scheme.BodyFormats == BodyFormats.Raw ? BodyFormats.Raw
            : vector.Body.Length == 0 ? BodyFormats.Query
            : vector.Headers["Content-Type"].EndsWith("json", StringComparison.Ordinal) ? BodyFormats.Json
            : BodyFormats.Form;
}
