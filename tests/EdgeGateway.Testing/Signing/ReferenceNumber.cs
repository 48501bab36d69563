using System.Globalization;
using System.Numerics;

namespace EdgeGateway.Testing.Signing;

/// <summary>JSON numbers as Python, Go and PHP print them after reading them.</summary>
public static class ReferenceNumber
{
    private static readonly BigInteger _maxInt64 = new(long.MaxValue);
    private static readonly BigInteger _minInt64 = new(long.MinValue);

    /// <summary>Whether it has neither a decimal point nor an exponent.</summary>
    public static bool IsInteger(string json) => !json.Any(static letter => letter is '.' or 'e' or 'E');

    /// <summary><c>str(json.loads(…))</c>.</summary>
    public static string Python(string json)
    {
        if (IsInteger(json))
        {
            return BigInteger.Parse(json, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        var (sign, digits, exponent) = Shortest(json);
        if (exponent is < -4 or >= 16)
        {
            return sign + Mantissa(digits, "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        }

        var text = Fixed(digits, exponent);
        return sign + (text.Contains('.', StringComparison.Ordinal) ? text : text + ".0");
    }

    /// <summary>The number after <c>json.Unmarshal</c> and <c>json.Marshal</c>: always a float64.</summary>
    public static string Go(string json)
    {
        var (sign, digits, exponent) = Shortest(json);
        return digits != "0" && exponent is < -6 or >= 21
            ? sign + Mantissa(digits, "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)
            : sign + Fixed(digits, exponent);
    }

    /// <summary><c>json_encode(json_decode(…))</c> with PHP's default precision.</summary>
    public static string Php(string json)
    {
        if (IsInteger(json) && json != "-0")
        {
            var integer = BigInteger.Parse(json, CultureInfo.InvariantCulture);
            if (integer >= _minInt64 && integer <= _maxInt64)
            {
                return integer.ToString(CultureInfo.InvariantCulture);
            }
        }

        var (sign, digits, exponent) = Shortest(json);
        return exponent is < -4 or >= 17
            ? sign + Mantissa(digits, ".0") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)
            : sign + Fixed(digits, exponent);
    }

    /// <summary>
    /// The fewest digits that parse to the same double, and of those the nearest to it, with an even last digit if two are
    /// equally near. Found by trial, with exact fractions. The value is d.ddd × 10^exponent.
    /// </summary>
    private static (string Sign, string Digits, int Exponent) Shortest(string json)
    {
        var value = double.Parse(json, CultureInfo.InvariantCulture);
        var sign = double.IsNegative(value) ? "-" : "";
        value = Math.Abs(value);
        if (value == 0)
        {
            return (sign, "0", 0);
        }

        var (numerator, denominator) = Fraction(value);
        var exponent = (int)Math.Floor(Math.Log10(value));
        for (var count = 1; ; count++)
        {
            // value × 10^scale has count digits before the decimal point. Log10 may be off by one, which adds at most a zero.
            var scale = count - 1 - exponent;
            var scaled = numerator * BigInteger.Pow(10, Math.Max(scale, 0));
            var unit = denominator * BigInteger.Pow(10, Math.Max(-scale, 0));
            var floor = BigInteger.DivRem(scaled, unit, out var rest);
            var best = new[] { floor, floor + 1 }
                .Where(digits => double.Parse($"{digits}e{-scale}", CultureInfo.InvariantCulture) == value)
                .OrderBy(digits => digits == floor ? rest : unit - rest)
                .ThenBy(static digits => digits.IsEven ? 0 : 1)
                .Select(static digits => (BigInteger?)digits)
                .FirstOrDefault();
            if (best is { } found)
            {
                var text = found.ToString(CultureInfo.InvariantCulture);
                return (sign, text.TrimEnd('0'), text.Length - 1 - scale);
            }
        }
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (power == 0 ? 0 : 1L << 52);
        var shift = Math.Max(power, 1) - 1075;
        return (new BigInteger(mantissa) << Math.Max(shift, 0), BigInteger.One << Math.Max(-shift, 0));
    }

    private static string Mantissa(string digits, string whenOnlyOne) =>
        digits.Length == 1 ? digits + whenOnlyOne : digits[..1] + "." + digits[1..];

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits + new string('0', exponent + 1 - digits.Length)
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
