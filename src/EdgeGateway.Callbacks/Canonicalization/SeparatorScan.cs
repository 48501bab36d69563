using System.Buffers;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Scans a joined string <c>name:value;name:value;</c> for every way in which a verifier could split it.</summary>
internal static class SeparatorScan
{
    private static readonly SearchValues<byte> _nameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>Whether the value contains <c>;</c> followed by <c>name:</c>, so that it could be read as several fields.</summary>
    public static bool HoldsField(ReadOnlySpan<byte> value)
    {
        int at;
        while ((at = value.IndexOf((byte)';')) >= 0)
        {
            value = value[(at + 1)..];
            var end = value.IndexOfAnyExcept(_nameBytes);
            if (end > 0 && value[end] == ':')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the name is made of ASCII letters, digits and underscores, so that every reader sees the same name.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => !name.IsEmpty && name.IndexOfAnyExcept(_nameBytes) < 0;

    /// <summary>
    /// Finds the next value of <paramref name="name"/> in a joined string, at any place where a field could begin, and moves
    /// <paramref name="joined"/> behind it. False when there is none.
    /// </summary>
    public static bool TryReadNext(ref ReadOnlySpan<byte> joined, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!joined.IsEmpty)
        {
            var colon = joined.IndexOf((byte)':');
            if (colon < 0)
            {
                break;
            }

            var isWanted = joined[..colon].SequenceEqual(name);
            joined = joined[(colon + 1)..];
            var end = EndOfValue(joined);
            value = joined[..end];
            joined = joined[Math.Min(end + 1, joined.Length)..];
            if (isWanted)
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value extends to the first <c>;</c> that is followed by another field or by the end of the text.</summary>
    private static int EndOfValue(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (true)
        {
            var semicolon = text[at..].IndexOf((byte)';');
            if (semicolon < 0)
            {
                return text.Length;
            }

            at += semicolon;
            var rest = text[(at + 1)..];
            var separator = rest.IndexOfAny((byte)':', (byte)';');
            if (rest.IsEmpty || (separator > 0 && rest[separator] == ':'))
            {
                return at;
            }

            at++;
        }
    }
}
