using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Converts the end of a buffer. Immutable and safe for concurrent use.</summary>
internal sealed class ContentFilter
{
    private readonly Action<ByteBuffer, int> _apply;

    private ContentFilter(string name, Action<ByteBuffer, int> apply, bool binds)
    {
        Name = name;
        _apply = apply;
        Binds = binds;
    }

    /// <summary>Base64 with padding.</summary>
    public static ContentFilter Base64Text { get; } = new("base64", ToBase64, binds: true);

    /// <summary>The CRC-32 of ISO 3309, in decimal digits.</summary>
    public static ContentFilter Crc32 { get; } = new("crc32", ToCrc32, binds: false);

    /// <summary>ASCII letters in lower case.</summary>
    public static ContentFilter Lower { get; } = new("lower", static (buffer, start) => Ascii.ToLowerInPlace(buffer.From(start), out _), binds: false);

    /// <summary>ASCII letters in upper case.</summary>
    public static ContentFilter Upper { get; } = new("upper", static (buffer, start) => Ascii.ToUpperInPlace(buffer.From(start), out _), binds: false);

    /// <summary>The SHA-256 in lower-case hexadecimal digits.</summary>
    public static ContentFilter Sha256 { get; } = new("sha256", ToSha256, binds: true);

    /// <summary>As <c>HttpUtility.UrlEncode</c>: a space is <c>+</c>; letters, digits and <c>- _ . ! * ( )</c> stay; lower-case hexadecimal digits.</summary>
    public static ContentFilter UrlEncodeDotNet { get; } = new("urlencode", ToUrlEncoded, binds: true);

    /// <summary>All filters that a placeholder may name after its bar.</summary>
    public static ContentFilter[] All { get; } = [Base64Text, Crc32, Lower, Upper, Sha256, UrlEncodeDotNet];

    /// <summary>The name after the bar.</summary>
    public string Name { get; }

    /// <summary>Whether different text always gives a different result, except for a SHA-256 collision.</summary>
    public bool Binds { get; }

    /// <summary>Replaces everything from <paramref name="start"/> on.</summary>
    public void Apply(ByteBuffer buffer, int start) => _apply(buffer, start);

    private static void ToBase64(ByteBuffer buffer, int start)
    {
        var length = buffer.Length - start;
        var size = Base64.GetMaxEncodedToUtf8Length(length);
        buffer.Reserve(size - length);
        buffer.Advance(size - length);
        Base64.EncodeToUtf8InPlace(buffer.From(start), length, out _);
    }

    private static void ToCrc32(ByteBuffer buffer, int start)
    {
        var crc = uint.MaxValue;
        foreach (var octet in buffer.From(start))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        buffer.Truncate(start);
        (~crc).TryFormat(buffer.Reserve(10), out var written, default, CultureInfo.InvariantCulture);
        buffer.Advance(written);
    }

    private static void ToSha256(ByteBuffer buffer, int start)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.From(start), digest);
        buffer.Truncate(start);
        Convert.TryToHexStringLower(digest, buffer.Reserve(2 * SHA256.HashSizeInBytes), out var written);
        buffer.Advance(written);
    }

    private static void ToUrlEncoded(ByteBuffer buffer, int start)
    {
        // The encoded text is written after the plain one, which is then removed.
        var length = buffer.Length - start;
        buffer.Reserve(3 * length);
        for (var at = start; at < start + length; at++)
        {
            var octet = buffer.Written[at];
            if (char.IsAsciiLetterOrDigit((char)octet) || "-_.!*()"u8.Contains(octet))
            {
                buffer.Append(octet);
            }
            else if (octet == ' ')
            {
                buffer.Append((byte)'+');
            }
            else
            {
                buffer.Append((byte)'%');
                buffer.Append("0123456789abcdef"u8[octet >> 4]);
                buffer.Append("0123456789abcdef"u8[octet & 0xF]);
            }
        }

        buffer.RemoveRange(start, length);
    }
}
