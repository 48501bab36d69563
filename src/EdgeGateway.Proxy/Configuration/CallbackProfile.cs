using System.Collections.Immutable;
using System.Net;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Signing;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Proxy.Configuration;

/// <summary>What applies to the callbacks of the routes that name it; the scheme's part is already worked in.</summary>
public sealed record CallbackProfile
{
    /// <summary>The name in the configuration; letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</summary>
    public required string Name { get; init; }

    /// <summary>How the provider signs.</summary>
    public required SignatureScheme Scheme { get; init; }

    /// <summary>Verifies by this profile.</summary>
    public required CallbackVerifier Verifier { get; init; }

    /// <summary>The longest body that is read, in bytes.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>How long the provider may take to send its body.</summary>
    public required TimeSpan BodyTimeout { get; init; }

    /// <summary>How long the merchant may take to answer.</summary>
    public required TimeSpan MerchantTimeout { get; init; }

    /// <summary>How long a claim stands that nobody settles or releases.</summary>
    public required TimeSpan Lease { get; init; }

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
    public required ImmutableArray<IPNetwork> AllowedNetworks { get; init; }

    /// <summary>Which client certificates are accepted; null: none is asked for.</summary>
    public ClientCertificateRule? ClientCertificate { get; init; }

    /// <summary>Finds the amount of a callback; null: money is not counted.</summary>
    public AmountReader? Amount { get; init; }

    /// <summary>Whether the amounts of questions are counted, too: money that is asked about is not paid.</summary>
    public bool CountsQuestions { get; init; }

    /// <summary>How many verified ones may be on their way to the merchant at once; null: any number.</summary>
    public int? MaxConcurrentCallbacks { get; init; }

    /// <summary>What happens while the ledger does not answer.</summary>
    public LedgerUnavailablePolicy OnLedgerUnavailable { get; init; }

    /// <summary>Whether the ledger is asked at all.</summary>
    public required bool Deduplicate { get; init; }

    /// <summary>What happens to another content under a known key, where the signature covers that much of it.</summary>
    public ConflictPolicy ConflictPolicyOf(SignatureCoverage coverage) =>
        coverage == SignatureCoverage.Full ? OnConflict : OnPartialConflict;
}
