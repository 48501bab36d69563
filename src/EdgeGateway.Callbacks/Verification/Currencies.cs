using System.Collections.Frozen;

namespace EdgeGateway.Callbacks.Verification;

/// <summary>The currencies that amounts are counted by: a closed list, since what a request says must not become a tag.</summary>
internal static class Currencies
{
    /// <summary>Stands for every currency that is not listed; counted with two decimals.</summary>
    public const string Other = "other";

    internal const int OtherDecimals = 2;

    private static readonly FrozenDictionary<string, (string Name, int Decimals)> _decimals = Create();

    /// <summary>The code as it is listed, or <see cref="Other"/>.</summary>
    internal static (string Name, int Decimals) Find(ReadOnlySpan<char> code) =>
        _decimals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var currency) ? currency : (Other, OtherDecimals);

    private static FrozenDictionary<string, (string Name, int Decimals)> Create()
    {
        (int Decimals, string Codes)[] groups =
        [
            (0, "JPY KRW VND CLP PYG XOF XAF UGX RWF ISK"),
            (2, "USD EUR GBP KZT RUB UAH UZS KGS AZN GEL AMD BYN TRY INR BDT PKR LKR NPR BRL MXN ARS COP PEN CAD AUD NZD CHF PLN CZK HUF RON"
                + " SEK NOK DKK CNY HKD SGD THB MYR IDR PHP ZAR NGN KES GHS EGP MAD AED SAR ILS TJS MDL TMT"),
            (3, "KWD BHD OMR JOD TND IQD"),
            (6, "USDT USDC TRX USDT_TRC20 USDT_ERC20"),
            (8, "BTC LTC BCH DOGE"),
            (9, "ETH TON SOL"),
        ];
        return groups
            .SelectMany(static group => group.Codes.Split(' ').Select(code => (Name: code, group.Decimals)))
            .ToFrozenDictionary(static currency => currency.Name, static currency => currency, StringComparer.OrdinalIgnoreCase);
    }
}
