using System.Buffers.Text;
using System.Globalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>
/// The shortest digits that round-trip to the same double, printed as Python, Go and PHP print them. The languages agree on the digits and
/// differ in when they use an exponent and how they write it.
/// </summary>
internal readonly ref struct ShortestDouble
{
    // "-d.dddddddddddddddde-ddd"
    private const int MaxFormattedLength = 32;

    private readonly ReadOnlySpan<byte> _digits;
    private readonly bool _isNegative;

    /// <summary>The value is 0.digits × 10^_point.</summary>
    private readonly int _point;

    private ShortestDouble(ReadOnlySpan<byte> digits, int point, bool isNegative)
    {
        _digits = digits;
        _point = point;
        _isNegative = isNegative;
    }

    /// <summary>The buffer size that <see cref="TryParse"/> needs.</summary>
    public const int BufferLength = 64;

    /// <summary>Parses a JSON number. Returns false if it is too large for a double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, Span<byte> buffer, out ShortestDouble number)
    {
        number = default;
        if (!Utf8Parser.TryParse(json, out double value, out var consumed)
            || consumed != json.Length
            || !double.IsFinite(value))
        {
            return false;
        }

        var formatted = buffer[..MaxFormattedLength];
        value.TryFormat(formatted, out var length, "R", CultureInfo.InvariantCulture);
        if (double.IsPow2(Math.Abs(value)) && !ReadsBack(formatted[..length], value))
        {
            value.TryFormat(formatted, out length, "E16", CultureInfo.InvariantCulture);
        }

        formatted = formatted[..length];
        number = Split(formatted, buffer[MaxFormattedLength..], double.IsNegative(value));
        return true;
    }

    /// <summary>As <c>repr</c> does: always with a point or an exponent.</summary>
    public void AppendPython(ByteBuffer output)
    {
        AppendSign(output);
        if (_point is <= -4 or > 16)
        {
            AppendMantissa(output, pointZero: false);
            AppendExponent(output, minDigits: 2);
        }
        else
        {
            AppendFixed(output);
            if (_digits.Length <= _point)
            {
                output.Append(".0"u8);
            }
        }
    }

    /// <summary>As <c>encoding/json</c> does.</summary>
    public void AppendGo(ByteBuffer output)
    {
        AppendSign(output);
        if (_digits is not [(byte)'0'] && _point is <= -6 or > 21)
        {
            AppendMantissa(output, pointZero: false);
            AppendExponent(output, minDigits: 1);
        }
        else
        {
            AppendFixed(output);
        }
    }

    /// <summary>As <c>json_encode</c> does with its default precision.</summary>
    public void AppendPhp(ByteBuffer output)
    {
        AppendSign(output);
        if (_point is < -3 or > 17)
        {
            AppendMantissa(output, pointZero: true);
            AppendExponent(output, minDigits: 1);
        }
        else
        {
            AppendFixed(output);
        }
    }

    /// <summary>.NET prints one digit too few for two doubles: 2^-25 and 2^-958.</summary>
    private static bool ReadsBack(ReadOnlySpan<byte> formatted, double value) =>
        Utf8Parser.TryParse(formatted, out double again, out _) && again == value;

    /// <summary>Splits <c>12.5</c>, <c>1E-05</c> or <c>1.5E+16</c> into digits and exponent.</summary>
    private static ShortestDouble Split(ReadOnlySpan<byte> formatted, Span<byte> digits, bool isNegative)
    {
        if (isNegative)
        {
            formatted = formatted[1..];
        }

        var exponent = 0;
        var e = formatted.IndexOf((byte)'E');
        if (e >= 0)
        {
            exponent = int.Parse(formatted[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            formatted = formatted[..e];
        }

        var point = formatted.IndexOf((byte)'.');
        var whole = point < 0 ? formatted : formatted[..point];
        whole.CopyTo(digits);
        var count = whole.Length;
        if (point >= 0)
        {
            formatted[(point + 1)..].CopyTo(digits[count..]);
            count += formatted.Length - point - 1;
        }

        var significant = (ReadOnlySpan<byte>)digits[..count];
        var leading = significant.IndexOfAnyExcept((byte)'0');
        if (leading < 0)
        {
            return new ShortestDouble("0"u8, 1, isNegative);
        }

        return new ShortestDouble(significant[leading..].TrimEnd((byte)'0'), whole.Length - leading + exponent, isNegative);
    }

    private void AppendSign(ByteBuffer output)
    {
        if (_isNegative)
        {
            output.Append((byte)'-');
        }
    }

    private void AppendFixed(ByteBuffer output)
    {
        if (_point <= 0)
        {
            output.Append("0."u8);
            AppendZeros(output, -_point);
            output.Append(_digits);
        }
        else if (_digits.Length <= _point)
        {
            output.Append(_digits);
            AppendZeros(output, _point - _digits.Length);
        }
        else
        {
            output.Append(_digits[.._point]);
            output.Append((byte)'.');
            output.Append(_digits[_point..]);
        }
    }

    private void AppendMantissa(ByteBuffer output, bool pointZero)
    {
        output.Append(_digits[0]);
        if (_digits.Length > 1)
        {
            output.Append((byte)'.');
            output.Append(_digits[1..]);
        }
        else if (pointZero)
        {
            output.Append(".0"u8);
        }
    }

    private void AppendExponent(ByteBuffer output, int minDigits)
    {
        var exponent = _point - 1;
        output.Append(exponent < 0 ? "e-"u8 : "e+"u8);
        exponent = Math.Abs(exponent);
        if (exponent < 10 && minDigits == 2)
        {
            output.Append((byte)'0');
        }

        Utf8Formatter.TryFormat(exponent, output.Reserve(4), out var written);
        output.Advance(written);
    }

    private static void AppendZeros(ByteBuffer output, int count)
    {
        output.Reserve(count)[..count].Fill((byte)'0');
        output.Advance(count);
    }
}
