using System.Text;

namespace EdgeGateway.Tests.Fuzzing;

/// <summary>Makes small random changes of octets, also with characters that have a meaning in JSON and forms.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[][] _tokens = [.. new[]
    {
        "\"", "\\", "{", "}", "[", "]", ",", ":", ";", " ", "\t", "\r\n", "\0", "\u0001", "\u007f", "//", "/*", "*/", "#", "'", "=", "&", "+", "%", "%00", "%zz", "%2", "%26", "%3d",
        "null", "true", "false", "None", "True", "NaN", "Infinity", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u00e9", "\\n", "\\/", "\\x", "\\u12",
        "é", "ß", "İ", "Σ", "ı", "K", "\u00a0", "\u2028", "\u3000", "\ufeff", "😀", ";a:", ";signature:", "a:1;b:2", "{},", "[[]],", "[1,[2]],", "{\"a\":{\"b\":{}}},",
        "\"a\":1,", "\"A\":1,", ",\"a\":1", "\"signature\":\"\",", "\"SIGNATURE\":\"x\",", "\"\":\"\",", "\"additional_data\":{\"x\":\"\"},", "a=1&", "&A=1", "INV-", "site_id", "status", "exp", "alg", "HS256", "none",
    }.Select(Encoding.UTF8.GetBytes), [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];

    private static readonly string[] _numbers =
    [
        "0", "-0", "00", "01", "-1", "+1", "1.", ".5", "0.0", "-0.0", "1.0", "10.50", "1e5", "1E+5", "1e-5", "1e16", "1e-7", "1e21", "1e22", "100e-2", "1e400", "-1e400", "1e-400", "0.1", "0.30000000000000004",
        "123456789012345678901234567890", "9007199254740993", "18446744073709551616", "-9223372036854775808", "9223372036854775808", "5e-324", "1.7976931348623157e308", "2.5e-8", "0e0", "0x10", "1_000", "١",
    ];

    /// <summary>One to four changes.</summary>
    public byte[] Mutate(byte[] bytes, byte[][] others)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            bytes = MutateOnce(bytes, others);
        }

        return bytes;
    }

    private byte[] MutateOnce(byte[] bytes, byte[][] others)
    {
        var at = random.Next(bytes.Length + 1);
        switch (random.Next(11))
        {
            case 0 when at < bytes.Length:
                return Changed(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8))));
            case 1 when at < bytes.Length:
                return Changed(bytes, at, (byte)random.Next(256));
            case 2 or 3:
                return Replaced(bytes, at, 0, _tokens[random.Next(_tokens.Length)]);
            case 4:
                return Replaced(bytes, at, Length(bytes, at, 4), _tokens[random.Next(_tokens.Length)]);
            case 5:
                return Replaced(bytes, at, Length(bytes, at, 24), []);
            case 6:
                return Replaced(bytes, at, 0, bytes.AsSpan(at, Length(bytes, at, 48)));
            case 7:
                var other = others[random.Next(others.Length)];
                var from = random.Next(other.Length + 1);
                return Replaced(bytes, at, Length(bytes, at, 32), other.AsSpan(from, Length(other, from, 64)));
            case 8:
                return ReplaceNumber(bytes, at);
            case 9:
                return Escape(bytes, at);
            case 10 when random.Next(8) == 0:
                return bytes[..at];
            default:
                return SwapCase(bytes, at);
        }
    }

    private int Length(byte[] bytes, int at, int most) => random.Next(Math.Min(most, bytes.Length - at) + 1);

    /// <summary>Replaces the next number with another spelling or another number.</summary>
    private byte[] ReplaceNumber(byte[] bytes, int at)
    {
        while (at < bytes.Length && !char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        var end = at;
        while (end < bytes.Length && (char.IsAsciiDigit((char)bytes[end]) || bytes[end] is (byte)'.' or (byte)'e' or (byte)'E' or (byte)'-' or (byte)'+'))
        {
            end++;
        }

        return Replaced(bytes, at, end - at, Encoding.UTF8.GetBytes(_numbers[random.Next(_numbers.Length)]));
    }

    /// <summary>Escapes the character at that position, as JSON or a form does.</summary>
    private byte[] Escape(byte[] bytes, int at)
    {
        if (at == bytes.Length || bytes[at] > 0x7f)
        {
            return bytes;
        }

        var format = random.Next(4) == 0 ? "%{0:x2}" : random.Next(2) == 0 ? "\\u{0:x4}" : "\\u{0:X4}";
        return Replaced(bytes, at, 1, Encoding.ASCII.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, bytes[at])));
    }

    private static byte[] SwapCase(byte[] bytes, int at) =>
        at < bytes.Length && char.IsAsciiLetter((char)bytes[at]) ? Changed(bytes, at, (byte)(bytes[at] ^ 0x20)) : bytes;

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] Replaced(byte[] bytes, int at, int length, ReadOnlySpan<byte> by) =>
        [.. bytes.AsSpan(0, at), .. by, .. bytes.AsSpan(at + length)];
}
