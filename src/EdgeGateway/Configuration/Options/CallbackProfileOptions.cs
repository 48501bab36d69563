using System.ComponentModel.DataAnnotations;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Options;

/// <summary>The settings of one profile, <c>CallbackProfiles:name</c>.</summary>
internal sealed class CallbackProfileOptions
{
    /// <summary>
    /// How the provider signs: the name of one of <see cref="SignatureSchemes.Names"/>, or of <c>CallbackSchemes</c>. Required.
    /// </summary>
    public string? Scheme { get; set; }

    /// <summary>The secrets shared with the provider, by key id. All are tried, so that a key can be rotated without a gap.</summary>
    public Dictionary<string, string> Secrets { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether another profile of the same scheme may use the same secret; both must set this. Each then accepts the other's callbacks.
    /// </summary>
    public bool SharedSecret { get; set; }

    /// <summary>The maximum body size, in bytes.</summary>
    [Range(1, 16_777_216)]
    public int MaxBodyBytes { get; set; } = 65536;

    /// <summary>How long the provider may take to send its body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the merchant may take to answer. Must be shorter than the cluster's activity timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MerchantTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim lasts if it is neither settled nor released. Must exceed the merchant timeout by more than 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long an acknowledgement is remembered. At least a quarter longer than the provider's retries; null for seven days, or longer if
    /// the retries require it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan? Retention { get; set; }

    /// <summary>
    /// How much longer than <see cref="Retention"/> a settled key is remembered if the signature includes no time: without it, a captured
    /// callback would count as new. Zero to disable.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00")]
    public TimeSpan ReplayProtection { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// What happens when a known key arrives with different content; null for the scheme's default, or for refusing it if the signature
    /// does not cover all fields of the body.
    /// </summary>
    public ConflictPolicy? OnConflict { get; set; }

    /// <summary>What happens while the ledger does not answer in time.</summary>
    public LedgerUnavailablePolicy OnLedgerUnavailable { get; set; }

    /// <summary>How many verified callbacks may be forwarded concurrently; null for no limit.</summary>
    [Range(1, 1_000_000)]
    public int? MaxConcurrentCallbacks { get; set; }

    /// <summary>Which merchant answers acknowledge; null for the scheme's rule.</summary>
    public AcknowledgementOptions? Acknowledgement { get; set; }

    /// <summary>
    /// The fields that identify the event: <c>field</c> or <c>outer.inner</c>, followed by <c>?</c> if it may be absent; null for the
    /// scheme's.
    /// </summary>
    public IList<string>? Identity { get; set; }

    /// <summary>The address that is registered at the provider, for schemes that sign it; never taken from a request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The values of the scheme's parameters, none of them secret.</summary>
    public Dictionary<string, string> Parameters { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The required values of signed fields, by path. A callback with other values, such as a test event, is refused before the ledger is
    /// used.
    /// </summary>
    public Dictionary<string, string> Require { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How far a signed time may be from the current time; null for the scheme's limits.</summary>
    public TimestampOptions? Timestamp { get; set; }

    /// <summary>The allowed values of the scheme's <c>Distinct</c>, which distinguish events with equal bodies; empty for any.</summary>
    public IList<string> DistinctValues { get; set; } = [];

    /// <summary>Whether to accept values that could be read as several fields, as partly covered. Joined-string schemes only.</summary>
    public bool AllowAmbiguousValues { get; set; }

    /// <summary>The fields that are objects with several members; declaring them makes them covered. Joined-string schemes only.</summary>
    public IList<string> ObjectFields { get; set; } = [];

    /// <summary>The fields of the body that may also appear in the query string.</summary>
    public IList<string> AllowedQuery { get; set; } = [];

    /// <summary>How much the provider's clock may differ. CryptoCloud only.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What binds a token to its body. CryptoCloud only.</summary>
    public TokenBinding TokenBinding { get; set; } = TokenBinding.InvoiceId;

    /// <summary>The networks that the provider sends from, in CIDR notation; empty for any.</summary>
    public IList<string> AllowedNetworks { get; set; } = [];

    /// <summary>Whether the provider must also present a client certificate. Requires TLS on the edge.</summary>
    public ClientCertificateMode ClientCertificate { get; set; }

    /// <summary>The accepted certificates: SHA-256 or SHA-1 thumbprints in hexadecimal digits.</summary>
    public IList<string> ClientCertificateThumbprints { get; set; } = [];

    /// <summary>The file with the certificate of the authority whose certificates are accepted; null for none.</summary>
    public string? ClientCertificateAuthority { get; set; }

    /// <summary>Whether amounts are counted, if the scheme documents them or the profile names them.</summary>
    public bool CountAmounts { get; set; } = true;

    /// <summary>
    /// The field with the amount; null for the scheme's. With one of the scheme's fields, the other amount settings may be omitted.
    /// </summary>
    public string? AmountField { get; set; }

    /// <summary>The field with the currency code; null for the scheme's.</summary>
    public string? CurrencyField { get; set; }

    /// <summary>
    /// The currency of all callbacks, such as <c>EUR</c>, or of those without <see cref="CurrencyField"/>; null for the scheme's.
    /// </summary>
    public string? CurrencyCode { get; set; }

    /// <summary>Whether the provider writes amounts in the currency's smallest unit; null for the scheme's setting.</summary>
    public AmountUnit? AmountUnit { get; set; }

    /// <summary>How requests to the merchant are signed; null for no signature.</summary>
    public MerchantSignatureOptions? MerchantSignature { get; set; }

    /// <summary>
    /// False for synchronous questions, whose answer matters: they are verified and forwarded, but never answered from the ledger.
    /// </summary>
    public bool Deduplicate { get; set; } = true;

    /// <summary>Whether a Tarlan signature may also omit empty strings below the top level, which leaves data uncovered.</summary>
    public bool DropEmptyEverywhere { get; set; }
}
