using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Explaining;

/// <summary>Everything that a verdict depends on but the time. Immutable.</summary>
internal sealed class ExplainInput
{
    private readonly CallbackVerifier _verifier;

    public ExplainInput(SignatureScheme scheme, KeyRing keys, VerificationSettings settings, CallbackRequest request)
        : this(new CallbackVerifier(scheme.Name, scheme, keys, [], settings), scheme, request)
    {
    }

    /// <param name="verifier">The profile's verifier.</param>
    /// <param name="scheme">Its scheme.</param>
    /// <param name="request">The request.</param>
    public ExplainInput(CallbackVerifier verifier, SignatureScheme scheme, CallbackRequest request)
    {
        _verifier = verifier;
        Scheme = scheme;
        Request = request;
    }

    public SignatureScheme Scheme { get; }

    public CallbackRequest Request { get; }

    public KeyRing Keys => _verifier.Keys;

    public VerificationSettings Settings => _verifier.Settings;

    public ExplainInput With(CallbackRequest request) => new(_verifier, Scheme, request);

    public ExplainInput With(ReadOnlyMemory<byte> body) => With(Request with { Body = body });

    public ExplainInput With(KeyRing keys) => new(Scheme, keys, Settings, Request);

    public ExplainInput With(VerificationSettings settings) => new(Scheme, Keys, settings, Request);

    public CallbackVerdict Verify(DateTimeOffset now) => _verifier.Verify(Request.ToMessage(), now);

    public SignatureInspection Inspect() => SignatureInspection.Of(Scheme, Settings, Request);

    /// <summary>
    /// Whether a verdict means that the signature is right. What is checked behind the signature, such as the time, may still refuse the
    /// callback.
    /// </summary>
    public static bool MatchesSignature(RefusalReason reason) => reason is RefusalReason.None
        or RefusalReason.TimestampOutsideTolerance or RefusalReason.TimestampMalformed
        or RefusalReason.TokenExpired or RefusalReason.TokenBinding
        or RefusalReason.RequirementNotMet or RefusalReason.DistinctValueRefused
        or RefusalReason.QueryNotSigned or RefusalReason.QueryShadowsField;
}
