using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>The schemes that the gateway knows.</summary>
public static class SignatureSchemes
{
    private static readonly SecretSuffixMethod _sortedPairs =
        new(SignatureLocation.InBody("signature"u8), SignatureAlgorithm.Sha1, new SortedPairsCanonicalizer());

    /// <summary>
    /// Cactus: sorted SHA-1 in the body. The provider documents neither its retries nor an acknowledgement; amounts are in the
    /// smallest unit.
    /// </summary>
    public static SignatureScheme Cactus { get; } = new(_sortedPairs)
    {
        Name = "Cactus",
        Documentation = new Uri("https://docs.cactusgino.com/signature"),
        BodyFormats = BodyFormats.Json,
        Coverage = SignatureCoverage.Full,
        Identity = [new("site_id"), new("invoice_id"), new("status")],
        Fields =
        [
            "site_id", "site_login", "status", "invoice_id", "request_id", "amount", "received_amount", "is_payout", "currency",
            "received_currency", "method", "signature", "description", "message", "transaction_id",
        ],
        BlankFields = ["description", "message"],
        Acknowledgement = AcknowledgementRule.ForStatus(StatusRange.Success),
        OnConflict = ConflictPolicy.Deliver,
        Amount = new(new("amount"), new IdentityField("currency"), AmountUnit.Minor),
    };

    /// <summary>
    /// Carouseller: the same signature; acknowledged with <c>{"code": 0}</c>; about 30 sends in a day. The unit of its amounts is
    /// not documented.
    /// </summary>
    public static SignatureScheme Carouseller { get; } = new(_sortedPairs)
    {
        Name = "Carouseller",
        Documentation = new Uri("https://docs.carouseller.com/carouseller/cashier-integration/signature"),
        BodyFormats = BodyFormats.Json | BodyFormats.Form,
        Coverage = SignatureCoverage.Full,
        Identity = [new("site_id"), new("transaction_id"), new("type_id"), new("status_id")],
        Fields =
        [
            "site_id", "amount", "currency", "real_amount", "real_currency", "extended_info_enabled", "processor_id",
            "processor_message", "customer_purse", "completed_at", "site_login", "payment_group_id", "display_payment_group_id",
            "payment_type_id", "customer_ip", "source_type", "type_id", "status_id", "transaction_id", "external_id", "signature",
        ],
        Acknowledgement = AcknowledgementRule.ForJsonField(StatusRange.Success, "code", "0"),
        OnConflict = ConflictPolicy.Deliver,
        RetryHorizon = new TimeSpan(24, 48, 0),
        Amount = new(new("amount"), new IdentityField("currency"), Unit: null),
    };

    /// <summary>
    /// Cabbagino: Carouseller's platform, with other fields and <c>{"result":"ok"}</c>. The unit of its amounts is not documented.
    /// </summary>
    public static SignatureScheme Cabbagino { get; } = new(_sortedPairs)
    {
        Name = "Cabbagino",
        Documentation = new Uri("https://docs.cabbagino.com/cabbagino/payment-api-2.0/signature"),
        BodyFormats = BodyFormats.Json,
        Coverage = SignatureCoverage.Full,
        Identity = [new("order_id"), new("type"), new("status")],
        Fields =
        [
            "status", "type", "external_id", "order_id", "amount", "currency", "customer_id", "customer_purse", "reason_code",
            "reason", "signature",
        ],
        Acknowledgement = AcknowledgementRule.ForJsonField(StatusRange.Ok, "result", "ok"),
        OnConflict = ConflictPolicy.Deliver,
        RetryHorizon = new TimeSpan(24, 48, 0),
        Amount = new(new("amount"), new IdentityField("currency"), Unit: null),
    };

    /// <summary>
    /// Tarlan AGWS: SHA-256 over base64 of the sorted JSON, in <c>X-Signature</c>. Amounts are floating-point numbers; a currency is
    /// not documented.
    /// </summary>
    public static SignatureScheme TarlanAgws { get; } = new(new SecretSuffixMethod(
        SignatureLocation.InHeader("X-Signature"), SignatureAlgorithm.Sha256, new SortedJsonCanonicalizer(omitted: null)))
    {
        Name = "TarlanAgws",
        Documentation = new Uri("https://docs.tarlanpayments.kz/eng/agws/creating-a-signature"),
        BodyFormats = BodyFormats.Json,
        Coverage = SignatureCoverage.Full,
        Identity = [new("project"), new("external_id"), new("status_code")],
        Acknowledgement = AcknowledgementRule.ForStatus(StatusRange.Ok),
        OnConflict = ConflictPolicy.Deliver,
        RetryHorizon = TimeSpan.FromMinutes(10),
        Amount = new(new("amount"), CurrencyField: null, AmountUnit.Major),
    };

    /// <summary>
    /// Tarlan acquiring: the same without <c>additional_data</c>, in <c>Authorization: Bearer</c>. Neither amount nor currency are
    /// documented for its callbacks.
    /// </summary>
    public static SignatureScheme TarlanAcquiring { get; } = new(new SecretSuffixMethod(
        SignatureLocation.InHeader("Authorization", "Bearer "), SignatureAlgorithm.Sha256, new SortedJsonCanonicalizer("additional_data")))
    {
        Name = "TarlanAcquiring",
        Documentation = new Uri("https://docs.tarlanpayments.kz/eng/acquiring/signature-creation"),
        BodyFormats = BodyFormats.Json,
        Coverage = SignatureCoverage.Full,
        Identity = [new("transaction_id"), new("status_code")],
        Acknowledgement = AcknowledgementRule.ForStatus(StatusRange.Ok),
        OnConflict = ConflictPolicy.Deliver,
        RetryHorizon = TimeSpan.FromMinutes(10),
    };

    /// <summary>
    /// CryptoCloud: a JWT in the body that vouches for the invoice's id and a time only. Amounts are decimal, in the crypto-currency.
    /// </summary>
    public static SignatureScheme CryptoCloud { get; } = new(new TokenMethod())
    {
        Name = "CryptoCloud",
        Documentation = new Uri("https://docs.cryptocloud.plus/en/api-reference-v2/postback"),
        BodyFormats = BodyFormats.Json | BodyFormats.Form,
        Coverage = SignatureCoverage.Partial,
        Identity = [new("invoice_id"), new("status"), new("invoice_info.status", IsOptional: true)],
        Acknowledgement = AcknowledgementRule.ForStatus(StatusRange.Success),
        OnConflict = ConflictPolicy.Refuse,
        SignsTime = true,
        Amount = new(new("amount_crypto"), new IdentityField("currency"), AmountUnit.Major),
    };

    /// <summary>Every scheme, in the order of the documentation.</summary>
    public static ImmutableArray<SignatureScheme> All { get; } =
        [Cactus, Carouseller, Cabbagino, TarlanAgws, TarlanAcquiring, CryptoCloud];

    private static readonly FrozenDictionary<string, SignatureScheme> _byName =
        All.ToFrozenDictionary(static scheme => scheme.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The scheme of that name, without regard to case, or null.</summary>
    public static SignatureScheme? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);
}
