using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Templates;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Signing;

/// <summary>
/// Signs requests as a provider does, for tests of a gateway and of the merchant behind it. The signature base is the one that the scheme
/// verifies; the signature, the time and the id are put where the scheme reads them. Safe for concurrent use.
/// </summary>
public sealed class CallbackSigner
{
    private readonly RequestSigner _signer;

    /// <param name="scheme">How the provider signs.</param>
    /// <param name="key">The secret.</param>
    /// <param name="settings">The profile's settings for the scheme: the registered address and the parameters.</param>
    /// <exception cref="ArgumentException">The scheme cannot be signed with a secret; see <see cref="FindObstacle"/>.</exception>
    public CallbackSigner(SignatureScheme scheme, SigningKey key, VerificationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(settings);
        if (FindObstacle(scheme) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(scheme));
        }

        _signer = scheme.Method switch
        {
            TemplateMethod method => new TemplateRequestSigner(method, key, settings),
            SecretSuffixMethod method => new SecretSuffixRequestSigner(method, key, settings),
            TokenMethod method => new TokenRequestSigner(method, key),
            _ => throw new InvalidOperationException($"There is no signer for {scheme.Name}."),
        };
    }

    /// <summary>Why requests of the scheme cannot be signed with a secret; null if they can.</summary>
    public static string? FindObstacle(SignatureScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return !scheme.NeedsKeys ? $"{scheme.Name} does not sign: the sender's address is all that is checked"
            : scheme.HasPublicKeys ? $"{scheme.Name} signs with a private key that only the provider has"
            : null;
    }

    /// <summary>
    /// Signs a request. A signature that it has is replaced, and so is a signed time that the scheme checks. A signed header that it lacks is
    /// added: with the time if its name says so, otherwise with the id. Everything else stays as it is.
    /// </summary>
    /// <param name="request">The request, with or without a signature.</param>
    /// <param name="now">The time at which the provider signs.</param>
    /// <param name="id">The value of a missing header that identifies the callback.</param>
    /// <param name="result">The signed request; the given one if it cannot be signed.</param>
    /// <returns>Why the request cannot be signed, or none.</returns>
    public RefusalReason TrySign(CallbackRequest request, DateTimeOffset now, string id, out CallbackRequest result)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(id);
        var reason = _signer.TrySign(request, now, id, out var signedRequest);
        result = reason == RefusalReason.None ? signedRequest : request;
        return reason;
    }
}
