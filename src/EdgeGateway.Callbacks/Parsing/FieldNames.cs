using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Finds duplicate names in one object, and lower-cases names as the providers do.</summary>
internal static class FieldNames
{
    /// <summary>Twice the maximum number of names, so that most slots hold at most one. A power of two.</summary>
    public const int SlotCount = 2 * ParsingLimits.MaxFields;

    private static readonly SearchValues<byte> _plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <summary>Whether the last field added is the first child of <paramref name="parent"/> with its name.</summary>
    /// <param name="table">The fields so far.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="parent">The object that is being read.</param>
    public static bool IsUnique(FieldTable table, ReadOnlySpan<byte> body, int parent)
    {
        var last = table.Count - 1;
        ref var field = ref table[last];
        var name = table.NameOf(field, body);
        var prefix = PrefixOf(name);
        field.Parent = parent;
        field.NamePrefix = prefix;
        field.IsNamePlain = name.IndexOfAnyExcept(_plain) < 0;
        if (parent == 0 && !field.IsNamePlain)
        {
            Fold(table, body, ref field);
            name = table.ComparedNameOf(field, body);
            prefix = PrefixOf(name);
        }

        var hash = Hash(name, prefix, parent);
        field.NameHash = hash;

        // Use the upper bits: every byte of the name contributes to them.
        var slots = table.NameSlots;
        var slot = (int)(hash >> (32 - BitOperations.Log2(SlotCount)));
        while (slots[slot] is var index and not 0)
        {
            ref readonly var other = ref table[index];
            if (other.NameHash == hash && other.Parent == parent && name.SequenceEqual(table.ComparedNameOf(other, body)))
            {
                return false;
            }

            slot = (slot + 1) % SlotCount;
        }

        slots[slot] = (ushort)last;
        return true;
    }

    /// <summary>
    /// Outermost names must differ in more than case, because a signed string may not distinguish them. Each name is lower-cased once,
    /// since doing so for every pair would be slow with hostile names.
    /// </summary>
    private static void Fold(FieldTable table, ReadOnlySpan<byte> body, ref Field field)
    {
        // Reserve first, because the name may be in the same buffer. Lower-casing turns two bytes into at most three.
        table.Scratch.Reserve((field.NameLength * 2) + 4);
        field.FoldedNameStart = table.Scratch.Length;
        AppendLower(table.NameOf(field, body), table.Scratch);
        field.FoldedNameLength = table.Scratch.Length - field.FoldedNameStart;
    }

    /// <summary>Appends the name in lower case.</summary>
    public static void AppendLower(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (Ascii.ToLower(name, output.Reserve(name.Length), out var written) == OperationStatus.Done)
        {
            output.Advance(written);
            return;
        }

        while (!name.IsEmpty)
        {
            Rune.DecodeFromUtf8(name, out var rune, out var consumed);
            output.Advance(Rune.ToLowerInvariant(rune).EncodeToUtf8(output.Reserve(4)));
            name = name[consumed..];
        }
    }

    private static uint Hash(ReadOnlySpan<byte> name, ulong prefix, int parent)
    {
        const ulong multiplier = 0x9E3779B97F4A7C15;

        var hash = (((ulong)(uint)parent << 32 | (uint)name.Length) ^ prefix) * multiplier;
        for (var at = sizeof(ulong); at < name.Length; at += sizeof(ulong))
        {
            // The last eight bytes may overlap with bytes that were already read.
            var octets = BinaryPrimitives.ReadUInt64BigEndian(name[Math.Min(at, name.Length - sizeof(ulong))..]);
            hash = (hash ^ (hash >> 32) ^ octets) * multiplier;
        }

        return (uint)(hash >> 32);
    }

    /// <summary>The first eight bytes, padded with zeros.</summary>
    private static ulong PrefixOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(name);
        }

        if (name.Length >= sizeof(uint))
        {
            // The last four bytes may overlap with the first four.
            var first = (ulong)BinaryPrimitives.ReadUInt32BigEndian(name) << 32;
            return first | ((ulong)BinaryPrimitives.ReadUInt32BigEndian(name[^sizeof(uint)..]) << (8 * (sizeof(ulong) - name.Length)));
        }

        var prefix = 0UL;
        foreach (var octet in name)
        {
            prefix = (prefix << 8) | octet;
        }

        return prefix << (8 * (sizeof(ulong) - name.Length));
    }
}
