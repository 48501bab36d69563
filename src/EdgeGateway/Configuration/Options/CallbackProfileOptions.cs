using System.ComponentModel.DataAnnotations;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Proxy.Profiles;

namespace EdgeGateway.Configuration.Options;

/// <summary>What the configuration says of one profile, under <c>CallbackProfiles:name</c>.</summary>
internal sealed class CallbackProfileOptions
{
    /// <summary>
    /// How the provider signs: the name of one of <see cref="SignatureSchemes.Names"/>, or of <c>CallbackSchemes</c>. Required.
    /// </summary>
    public string? Scheme { get; set; }

    /// <summary>The secrets shared with the provider, by key id. All are tried, so that one can replace another without a gap.</summary>
    public Dictionary<string, string> Secrets { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether another profile of the same scheme may have a secret of this one; it must say so, too. Each then takes the other's
    /// callbacks.
    /// </summary>
    public bool SharedSecret { get; set; }

    /// <summary>The longest body that is read, in bytes.</summary>
    [Range(1, 16_777_216)]
    public int MaxBodyBytes { get; set; } = 65536;

    /// <summary>How long the provider may take to send its body.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the merchant may take to answer. Below the cluster's activity timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MerchantTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a claim stands that nobody settles or releases. More than 10 s above the merchant timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long an acknowledgement is remembered. A quarter longer at least than the provider repeats itself; null: seven days, or as
    /// long as that takes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan? Retention { get; set; }

    /// <summary>
    /// How much longer than <see cref="Retention"/> a settled key is known, where the signature holds no time: a captured callback
    /// would be new again. Zero: off.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00")]
    public TimeSpan ReplayProtection { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// What happens to another content under a known key; null: as the scheme says, and refused where the signature leaves fields of
    /// the body open.
    /// </summary>
    public ConflictPolicy? OnConflict { get; set; }

    /// <summary>What happens while the ledger does not answer, or too late to know what it did.</summary>
    public LedgerUnavailablePolicy OnLedgerUnavailable { get; set; }

    /// <summary>How many verified callbacks may be on their way to the merchant at once; null: any number.</summary>
    [Range(1, 1_000_000)]
    public int? MaxConcurrentCallbacks { get; set; }

    /// <summary>Which of the merchant's answers acknowledge; null: as the scheme says.</summary>
    public AcknowledgementOptions? Acknowledgement { get; set; }

    /// <summary>The fields that name the event: <c>field</c> or <c>outer.inner</c>, with <c>?</c> behind one that may be absent; null: the scheme's.</summary>
    public IList<string>? Identity { get; set; }

    /// <summary>The address that is registered at the provider, for schemes that sign it; never taken from a request.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>The values of the scheme's parameters, none of them secret.</summary>
    public Dictionary<string, string> Parameters { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The values that signed fields must have, by path; a callback with others is refused before the ledger is asked, such as a test
    /// event.
    /// </summary>
    public Dictionary<string, string> Require { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How far a signed time may be from the present; null: as the scheme says.</summary>
    public TimestampOptions? Timestamp { get; set; }

    /// <summary>The only values of what tells events of equal bodies apart, where the scheme has that; empty: any.</summary>
    public IList<string> DistinctValues { get; set; } = [];

    /// <summary>Whether values that could be read as several fields are accepted, as covered in part. Joined-string schemes only.</summary>
    public bool AllowAmbiguousValues { get; set; }

    /// <summary>The fields that are objects with several members, which makes them covered. Joined-string schemes only.</summary>
    public IList<string> ObjectFields { get; set; } = [];

    /// <summary>The fields of the body that may also stand in the query string.</summary>
    public IList<string> AllowedQuery { get; set; } = [];

    /// <summary>By how much the provider's clock may be off. CryptoCloud only.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What ties a token to its body. CryptoCloud only.</summary>
    public TokenBinding TokenBinding { get; set; } = TokenBinding.InvoiceId;

    /// <summary>The networks that the provider sends from, as CIDR; empty: any.</summary>
    public IList<string> AllowedNetworks { get; set; } = [];

    /// <summary>Whether the provider proves itself with a certificate, too. Needs TLS on the edge.</summary>
    public ClientCertificateMode ClientCertificate { get; set; }

    /// <summary>The certificates that are accepted: SHA-256 or SHA-1 in hexadecimal digits.</summary>
    public IList<string> ClientCertificateThumbprints { get; set; } = [];

    /// <summary>The file with the certificate of the authority whose certificates are accepted; null: none.</summary>
    public string? ClientCertificateAuthority { get; set; }

    /// <summary>Whether money is counted, where the scheme documents its amounts or the profile names them.</summary>
    public bool CountAmounts { get; set; } = true;

    /// <summary>The field with the amount; null: the scheme's. With one of the scheme's own fields the rest may be left out.</summary>
    public string? AmountField { get; set; }

    /// <summary>The field with the code of the currency; null: the one that the scheme documents.</summary>
    public string? CurrencyField { get; set; }

    /// <summary>The currency of all callbacks, such as <c>EUR</c>, or of those without <see cref="CurrencyField"/>; null: as the scheme documents.</summary>
    public string? CurrencyCode { get; set; }

    /// <summary>Whether the provider writes amounts in the currency's smallest unit; null: as the scheme documents.</summary>
    public AmountUnit? AmountUnit { get; set; }

    /// <summary>What the gateway signs with for the merchant; null: it does not.</summary>
    public MerchantSignatureOptions? MerchantSignature { get; set; }

    /// <summary>False for a synchronous question, whose answer has meaning: verified and forwarded, never answered from the ledger.</summary>
    public bool Deduplicate { get; set; } = true;

    /// <summary>Whether a Tarlan signature may also leave out the empty texts below the top level; this leaves data uncovered.</summary>
    public bool DropEmptyEverywhere { get; set; }
}
