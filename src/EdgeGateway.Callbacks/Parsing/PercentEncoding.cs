using System.Buffers;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Writes octets so that they can stand in keys and headers: all but letters, digits, <c>-</c>, <c>_</c> and <c>.</c> as <c>%XX</c>.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> _plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Whether the octets are written as they are.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(_plain) < 0;

    /// <summary>Appends the octets. They must not stand in <paramref name="output"/>, unless it has room for three times as many.</summary>
    public static void Append(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        foreach (var octet in value)
        {
            if (_plain.Contains(octet))
            {
                output.Append(octet);
            }
            else
            {
                output.Append((byte)'%');
                output.Append("0123456789ABCDEF"u8[octet >> 4]);
                output.Append("0123456789ABCDEF"u8[octet & 0xF]);
            }
        }
    }
}
