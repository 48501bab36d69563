using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using EdgeGateway.Callbacks.Acknowledgement;
using EdgeGateway.Callbacks.Amounts;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Schemes;

/// <summary>
/// The built-in schemes: one file for each provider, and CryptoCloud's, which needs code. Each is read on first use.
/// </summary>
public static class SignatureSchemes
{
    private static readonly ConcurrentDictionary<string, SignatureScheme> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// CryptoCloud: a JWT in the body that vouches for the invoice's id and a time only. Amounts are decimal, in the crypto-currency.
    /// <see href="https://docs.cryptocloud.plus/en/api-reference-v2/postback"/>
    /// </summary>
    private static readonly SignatureScheme _cryptoCloud = new(new TokenMethod())
    {
        Name = "CryptoCloud",
        Title = "CryptoCloud",
        Documentation = new Uri("https://docs.cryptocloud.plus/en/api-reference-v2/postback"),
        Evidence = "D",
        Notes =
        [
            "The token vouches for the invoice and a time: neither the amount nor the status is signed. Compare the amount with your own order.",
            "The token differs with each send. One token brings one content: another with it is refused.",
        ],
        BodyFormats = BodyFormats.Json | BodyFormats.Form,
        Coverage = SignatureCoverage.Partial,
        Identity = [new("invoice_id"), new("status"), new("invoice_info.status", IsOptional: true)],
        Acknowledgement = AcknowledgementRule.ForStatus(StatusRange.Success),
        OnConflict = ConflictPolicy.Refuse,
        SignsTime = true,
        Amount = new([new("amount_crypto")], [new("currency")], CurrencyCode: null, AmountUnit.Major),
    };

    /// <summary>All names; those of the first six providers come first.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "Cactus", "Carouseller", "Cabbagino", "TarlanAgws", "TarlanAcquiring", _cryptoCloud.Name,
        .. PresetFiles.Names.Where(static name => char.IsAsciiLetterLower(name[0])).Order(StringComparer.Ordinal),
    ];

    private static readonly FrozenSet<string> _names = Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cactus: sorted SHA-1 in the body. <see href="https://docs.cactusgino.com/signature"/></summary>
    public static SignatureScheme Cactus => Find("Cactus")!;

    /// <summary>Carouseller: the same signature. <see href="https://docs.carouseller.com/carouseller/cashier-integration/signature"/></summary>
    public static SignatureScheme Carouseller => Find("Carouseller")!;

    /// <summary>Cabbagino: Carouseller's platform. <see href="https://docs.cabbagino.com/cabbagino/payment-api-2.0/signature"/></summary>
    public static SignatureScheme Cabbagino => Find("Cabbagino")!;

    /// <summary>Tarlan AGWS: SHA-256 over base64 of the sorted JSON. <see href="https://docs.tarlanpayments.kz/eng/agws/creating-a-signature"/></summary>
    public static SignatureScheme TarlanAgws => Find("TarlanAgws")!;

    /// <summary>Tarlan acquiring: the same without <c>additional_data</c>. <see href="https://docs.tarlanpayments.kz/eng/acquiring/signature-creation"/></summary>
    public static SignatureScheme TarlanAcquiring => Find("TarlanAcquiring")!;

    /// <summary>CryptoCloud: a JWT in the body. <see href="https://docs.cryptocloud.plus/en/api-reference-v2/postback"/></summary>
    public static SignatureScheme CryptoCloud => _cryptoCloud;

    /// <summary>Every scheme, in the order of <see cref="Names"/>.</summary>
    public static ImmutableArray<SignatureScheme> All => [.. Names.Select(static name => Find(name)!)];

    /// <summary>The scheme with that name, case-insensitive, or null.</summary>
    public static SignatureScheme? Find(string? name)
    {
        if (name is null || !_names.TryGetValue(name, out var known))
        {
            return null;
        }

        return _read.GetOrAdd(known, static name => name == _cryptoCloud.Name ? _cryptoCloud : ReadPreset(name));
    }

    private static SignatureScheme ReadPreset(string name)
    {
        var faults = new List<SchemeFault>();
        var json = DefinitionMerge.Resolve(name, own: [], faults);
        return (json is null ? null : SchemeReader.Read(name, json, faults))
            ?? throw new InvalidOperationException($"The preset {name} is wrong: {string.Join("; ", faults)}");
    }
}
