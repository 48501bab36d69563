using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Vectors;

namespace EdgeGateway.Tests.Callbacks;

/// <summary>The result of verifying one callback.</summary>
/// <param name="Result">The verdict.</param>
/// <param name="Identity">Null unless it is verified.</param>
internal sealed record Verdict(CallbackVerdict Result, CallbackIdentity? Identity)
{
    public const string Secret = "a secret of the tests, long enough";

    public bool IsVerified => Result.IsVerified;

    public static Verdict On(SignatureScheme scheme, string body, string? header = null) =>
        On(VerifierOf(scheme), Encoding.UTF8.GetBytes(body), BodyFormats.Json, header);

    public static Verdict On(
        CallbackVerifier verifier, ReadOnlySpan<byte> body, BodyFormats format, string? header, DateTimeOffset? now = null)
    {
        var message = new CallbackMessage(body, format) { Headers = new OneHeader(header) };
        var result = verifier.Verify(message, now ?? ProviderVectors.TokenTime);
        return new Verdict(result, result.IsVerified ? result.Identity : null);
    }

    /// <summary>A verifier with one secret; <paramref name="identity"/> has fields as in the configuration.</summary>
    public static CallbackVerifier VerifierOf(SignatureScheme scheme, VerificationSettings? settings = null, params string[] identity) => new(
        "profile",
        scheme,
        new KeyRing([new SigningKey("k1", Encoding.UTF8.GetBytes(Secret))]),
        [.. identity.Select(static text => IdentityField.TryParse(text, out var field) ? field : throw new ArgumentException(text))],
        settings ?? new());
}
