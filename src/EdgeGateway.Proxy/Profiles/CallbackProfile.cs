using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>The settings for the callbacks of the routes that name the profile, with the scheme's defaults applied.</summary>
public sealed record CallbackProfile
{
    /// <summary>The minimum ratio of retention to the provider's retry horizon: a quarter longer.</summary>
    public const double RetryMargin = 1.25;

    /// <summary>
    /// How much longer than the merchant timeout a lease must be, so that there is time to settle even if the ledger is slow.
    /// </summary>
    public static readonly TimeSpan SettleMargin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _leastRetention = TimeSpan.FromDays(7);

    /// <summary>The name in the configuration; letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</summary>
    public required string Name { get; init; }

    /// <summary>How the provider signs.</summary>
    public required SignatureScheme Scheme { get; init; }

    /// <summary>The verifier with this profile's settings.</summary>
    public required CallbackVerifier Verifier { get; init; }

    /// <summary>The maximum body size, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 65536;

    /// <summary>How long the provider may take to send its body.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the merchant may take to answer.</summary>
    public TimeSpan MerchantTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim lasts if it is neither settled nor released.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an acknowledgement is remembered.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>How much longer a settled key is remembered; zero if replay protection is off or the signature includes a time.</summary>
    public TimeSpan ReplayProtection { get; init; }

    /// <summary>What happens when a known key arrives with different content that the signature fully covers.</summary>
    public required ConflictPolicy OnConflict { get; init; }

    /// <summary>The same if the signature does not cover all fields, so that the content may not be the provider's.</summary>
    public required ConflictPolicy OnPartialConflict { get; init; }

    /// <summary>The same if the signed bytes could be divided into different values and arrive with different content.</summary>
    public ConflictPolicy OnDividedConflict { get; init; } = ConflictPolicy.Refuse;

    /// <summary>Signs requests to the merchant; null for no signature.</summary>
    public StandardWebhookSigner? MerchantSigner { get; init; }

    /// <summary>Which merchant answers acknowledge.</summary>
    public required AcknowledgementRule Acknowledgement { get; init; }

    /// <summary>The networks that the provider sends from; empty for any.</summary>
    public ImmutableArray<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Which client certificates are accepted; null if none is required.</summary>
    public ClientCertificateRule? ClientCertificate { get; init; }

    /// <summary>How many verified callbacks may be forwarded concurrently; null for no limit.</summary>
    public int? MaxConcurrentCallbacks { get; init; }

    /// <summary>What happens while the ledger does not answer.</summary>
    public LedgerUnavailablePolicy OnLedgerUnavailable { get; init; }

    /// <summary>Whether callbacks are de-duplicated with the ledger.</summary>
    public bool Deduplicate { get; init; } = true;

    /// <summary>A profile with the defaults of its scheme.</summary>
    /// <param name="name">See <see cref="ProfileName"/>.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="keys">The accepted secrets.</param>
    /// <param name="identity">The fields that identify an event; empty for the scheme's own.</param>
    /// <param name="settings">The settings for the scheme; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name contains characters that are not allowed in headers and keys.</exception>
    public static CallbackProfile Create(
        string name, SignatureScheme scheme, KeyRing keys, ImmutableArray<IdentityField> identity = default, VerificationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return !ProfileName.IsValid(name)
            ? throw new ArgumentException($"A profile's name must be {ProfileName.Expectation}.", nameof(name))
            : new CallbackProfile
            {
                Name = name,
                Scheme = scheme,
                Verifier = new CallbackVerifier(name, scheme, keys, identity.IsDefault ? [] : identity, settings ?? new()),
                Retention = DefaultRetention(scheme),
                ReplayProtection = scheme.SignsTime ? TimeSpan.Zero : TimeSpan.FromDays(30),
                OnConflict = scheme.OnConflict,
                OnPartialConflict = scheme.HasUnsignedIdentity ? ConflictPolicy.Deliver : ConflictPolicy.Refuse,
                Acknowledgement = scheme.Acknowledgement,
            };
    }

    /// <summary>The default retention of an acknowledgement: seven days, or longer if the provider's retries require it.</summary>
    /// <param name="scheme">How the provider signs; null if unknown.</param>
    public static TimeSpan DefaultRetention(SignatureScheme? scheme) =>
        scheme?.RetryHorizon is { } horizon && horizon * RetryMargin > _leastRetention ? horizon * RetryMargin : _leastRetention;

    /// <summary>What happens when a known key arrives with different content, depending on how much of it the signature covers.</summary>
    public ConflictPolicy ConflictPolicyOf(SignatureCoverage coverage) =>
        coverage == SignatureCoverage.Full ? OnConflict : OnPartialConflict;
}
