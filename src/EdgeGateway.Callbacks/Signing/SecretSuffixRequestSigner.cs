using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>Signs the canonical fields and the secret, in the documented rendering.</summary>
internal sealed class SecretSuffixRequestSigner(SecretSuffixMethod method, SigningKey key, VerificationSettings settings) : RequestSigner
{
    private static readonly CoverageRules _coverage = new([], [], []);

    public override RefusalReason TrySign(CallbackRequest request, DateTimeOffset now, string id, out CallbackRequest result)
    {
        result = request;
        using var workspace = CallbackWorkspace.Rent();
        workspace.Reset();
        var message = request.ToMessage();
        var reason = method.Parse(message, workspace);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        Span<byte> signature = stackalloc byte[SignatureAlgorithms.MaxSize];
        var input = new VerificationInput
        {
            Message = message,
            Keys = new KeyRing([key]),
            Settings = settings,
            Coverage = _coverage,
            Now = now,
            Workspace = workspace,
        };
        reason = method.Sign(input, key, ref signature);
        if (reason != RefusalReason.None)
        {
            return reason;
        }

        var text = Convert.ToHexStringLower(signature);
        var location = method.Location;
        result = location.BodyField is { } field
            ? RequestValues.WithField(request, FieldPath.OfOctets(field), text)
            : RequestValues.WithHeader(request, location.Header!, location.HeaderPrefix + text);
        return RefusalReason.None;
    }
}
