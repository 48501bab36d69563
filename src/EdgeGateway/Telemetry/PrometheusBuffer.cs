using System.Buffers;
using System.Globalization;
using System.Text;

namespace EdgeGateway.Telemetry;

/// <summary>UTF-8 text in memory that is reused for every scrape.</summary>
internal sealed class PrometheusBuffer
{
    private const int MaxNumberLength = 32;

    private static readonly SearchValues<char> _escaped = SearchValues.Create("\\\"\n");

    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Append(ReadOnlySpan<byte> text) => _bytes.Write(text);

    public void Append(byte letter)
    {
        _bytes.GetSpan(1)[0] = letter;
        _bytes.Advance(1);
    }

    public void Append(string text) => _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    public void Append(long number) => Append<long>(number);

    /// <summary>Appends a number in a format that Go can parse.</summary>
    public void Append(double number)
    {
        if (double.IsFinite(number))
        {
            Append<double>(number);
        }
        else
        {
            Append(double.IsNaN(number) ? "NaN"u8 : number > 0 ? "+Inf"u8 : "-Inf"u8);
        }
    }

    /// <summary>Appends the upper bound of a bucket, which OpenMetrics requires with a fraction.</summary>
    public void AppendBound(double bound)
    {
        var start = _bytes.WrittenCount;
        Append(bound);
        if (double.IsInteger(bound) && !_bytes.WrittenSpan[start..].ContainsAny((byte)'E', (byte)'.'))
        {
            Append(".0"u8);
        }
    }

    /// <summary>Appends an escaped label value.</summary>
    public void AppendLabelValue(object? value)
    {
        switch (value)
        {
            case string text:
                AppendEscaped(text);
                break;
            case bool flag:
                Append(flag ? "true"u8 : "false"u8);
                break;
            case IUtf8SpanFormattable number:
                _bytes.Advance(Format(number, _bytes.GetSpan(MaxNumberLength * 2)));
                break;
            default:
                AppendEscaped(value?.ToString() ?? "");
                break;
        }
    }

    private void AppendEscaped(string text)
    {
        if (!text.AsSpan().ContainsAny(_escaped))
        {
            Append(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\\':
                    Append("\\\\"u8);
                    break;
                case '"':
                    Append("\\\""u8);
                    break;
                case '\n':
                    Append("\\n"u8);
                    break;
                default:
                    _bytes.Advance(rune.EncodeToUtf8(_bytes.GetSpan(4)));
                    break;
            }
        }
    }

    private void Append<TNumber>(TNumber number)
        where TNumber : IUtf8SpanFormattable =>
        _bytes.Advance(Format(number, _bytes.GetSpan(MaxNumberLength)));

    private static int Format<TValue>(TValue value, Span<byte> destination)
        where TValue : IUtf8SpanFormattable =>
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture) ? written : 0;
}
