using System.Buffers;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Encodes bytes for keys and headers: all except letters, digits, <c>-</c>, <c>_</c> and <c>.</c> become <c>%XX</c>.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> _plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Whether the bytes need no encoding.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(_plain) < 0;

    /// <summary>
    /// Appends the encoded bytes. If <paramref name="value"/> lies in <paramref name="output"/>, room for three times its length must be
    /// reserved first.
    /// </summary>
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
