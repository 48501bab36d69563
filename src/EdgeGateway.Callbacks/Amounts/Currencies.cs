using System.Collections.Frozen;

namespace EdgeGateway.Callbacks.Amounts;

/// <summary>The currencies used as a metric tag. The list is closed, because a value from a request must never become a tag.</summary>
public static class Currencies
{
    /// <summary>The tag for every currency that is not listed; amounts are counted with two decimals.</summary>
    public const string Other = "other";

    internal const int OtherDecimals = 2;

    private static readonly FrozenDictionary<string, (string Name, int Decimals)> _decimals = Create();

    /// <summary>Whether the currency is listed; case-insensitive.</summary>
    public static bool IsKnown(string code) => _decimals.ContainsKey(code);

    /// <summary>How many decimals the currency's smallest unit has.</summary>
    public static int DecimalsOf(string code) => Find(code).Decimals;

    /// <summary>The code as it is listed, or <see cref="Other"/>.</summary>
    internal static (string Name, int Decimals) Find(ReadOnlySpan<char> code) =>
        _decimals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var currency) ? currency : (Other, OtherDecimals);

    private static FrozenDictionary<string, (string Name, int Decimals)> Create()
    {
        (int Decimals, string Codes)[] groups =
        [
            // ISO 4217.
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
            (2, "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK"
                + " DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK"
                + " LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON"
                + " RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD"
                + " YER ZAR ZMW"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),

            // The names that cryptocurrency providers use, some with the network. After "=" is the name used in metrics.
            (6, "USDT USDC TRX USDT_TRC20 USDT_ERC20 TRC20/USDT ERC20/USDT ERC20/USDC"),
            (8, "BTC LTC BCH DOGE BTC-CHAIN=BTC BTC-LN=BTC BTC-LNURL=BTC"),
            (9, "ETH TON SOL"),
        ];
        return groups
            .SelectMany(static group => group.Codes.Split(' ').Select(code => (Code: code.Split('=')[0], Name: code.Split('=')[^1], group.Decimals)))
            .ToFrozenDictionary(static currency => currency.Code, static currency => (currency.Name, currency.Decimals), StringComparer.OrdinalIgnoreCase);
    }
}
