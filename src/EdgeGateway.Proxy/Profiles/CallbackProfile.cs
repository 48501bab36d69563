using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Proxy.Profiles;

/// <summary>What applies to the callbacks of the routes that name it; the scheme's part is already worked in.</summary>
public sealed record CallbackProfile
{
    /// <summary>How much longer than a provider repeats a callback an acknowledgement is remembered at least: a quarter.</summary>
    public const double RetryMargin = 1.25;

    /// <summary>What a lease must outlast the merchant timeout by: time to settle even when the ledger is slow.</summary>
    public static readonly TimeSpan SettleMargin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _leastRetention = TimeSpan.FromDays(7);

    /// <summary>The name in the configuration; letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</summary>
    public required string Name { get; init; }

    /// <summary>How the provider signs.</summary>
    public required SignatureScheme Scheme { get; init; }

    /// <summary>Verifies by this profile.</summary>
    public required CallbackVerifier Verifier { get; init; }

    /// <summary>The longest body that is read, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 65536;

    /// <summary>How long the provider may take to send its body.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the merchant may take to answer.</summary>
    public TimeSpan MerchantTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim stands that nobody settles or releases.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long an acknowledgement is remembered.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>How much longer a settled key is known; zero where it is off, or the signature holds a time.</summary>
    public TimeSpan ReplayProtection { get; init; }

    /// <summary>What happens to another content under a known key, where the signature covers all of it.</summary>
    public required ConflictPolicy OnConflict { get; init; }

    /// <summary>The same where the signature leaves fields open: the content may not be the provider's.</summary>
    public required ConflictPolicy OnPartialConflict { get; init; }

    /// <summary>The same where signed octets that could be divided into other values come with another content.</summary>
    public ConflictPolicy OnDividedConflict { get; init; } = ConflictPolicy.Refuse;

    /// <summary>Signs what the merchant gets; null: nothing is signed.</summary>
    public StandardWebhookSigner? MerchantSigner { get; init; }

    /// <summary>Which of the merchant's answers acknowledge.</summary>
    public required AcknowledgementRule Acknowledgement { get; init; }

    /// <summary>The networks that the provider sends from; empty: any.</summary>
    public ImmutableArray<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Which client certificates are accepted; null: none is asked for.</summary>
    public ClientCertificateRule? ClientCertificate { get; init; }

    /// <summary>How many verified ones may be on their way to the merchant at once; null: any number.</summary>
    public int? MaxConcurrentCallbacks { get; init; }

    /// <summary>What happens while the ledger does not answer.</summary>
    public LedgerUnavailablePolicy OnLedgerUnavailable { get; init; }

    /// <summary>Whether the ledger is asked at all.</summary>
    public bool Deduplicate { get; init; } = true;

    /// <summary>A profile with the defaults of its scheme.</summary>
    /// <param name="name">See <see cref="ProfileName"/>.</param>
    /// <param name="scheme">How the provider signs.</param>
    /// <param name="keys">The secrets that are accepted.</param>
    /// <param name="identity">The fields that name an event; none: the scheme's.</param>
    /// <param name="settings">What the scheme needs to know; null: nothing.</param>
    /// <exception cref="ArgumentException">The name holds other characters than may stand in headers and keys.</exception>
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

    /// <summary>How long an acknowledgement is remembered unless a profile says otherwise: seven days, or as long as the provider's retries need.</summary>
    /// <param name="scheme">How the provider signs; null where that is not known.</param>
    public static TimeSpan DefaultRetention(SignatureScheme? scheme) =>
        scheme?.RetryHorizon is { } horizon && horizon * RetryMargin > _leastRetention ? horizon * RetryMargin : _leastRetention;

    /// <summary>What happens to another content under a known key, where the signature covers that much of it.</summary>
    public ConflictPolicy ConflictPolicyOf(SignatureCoverage coverage) =>
        coverage == SignatureCoverage.Full ? OnConflict : OnPartialConflict;
}
