using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Finds names that stand twice in one object, and lower-cases them as the providers do.</summary>
internal static class FieldNames
{
    /// <summary>Twice as many as there may be names, so that most are alone in theirs.</summary>
    public const int SlotCount = 2 * ParsingLimits.MaxFields;

    /// <summary>Whether the last field added is the first child of <paramref name="parent"/> with its name.</summary>
    /// <param name="table">The fields so far.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="parent">The object that is being read.</param>
    /// <param name="slots">An open-addressed table of the callback's names so far: zeros at first, then indices.</param>
    public static bool IsUnique(FieldTable table, ReadOnlySpan<byte> body, int parent, Span<ushort> slots)
    {
        var last = table.Count - 1;
        ref var field = ref table[last];
        field.Parent = parent;
        if (parent == 0)
        {
            Fold(table, body, ref field);
        }

        var fields = table.Over(body);
        var name = fields.ComparedNameOf(field);
        field.NameHash = Hash(name, parent);
        var slot = field.NameHash % SlotCount;
        while (slots[(int)slot] is var index and not 0)
        {
            ref readonly var other = ref fields[index];
            if (other.NameHash == field.NameHash && other.Parent == parent && name.SequenceEqual(fields.ComparedNameOf(other)))
            {
                return false;
            }

            slot = (slot + 1) % SlotCount;
        }

        // 0 is the outermost object, which has no name.
        slots[(int)slot] = (ushort)last;
        return true;
    }

    /// <summary>Whether the name has letters whose lower case depends on who does it.</summary>
    public static bool HasAmbiguousCase(ReadOnlySpan<byte> name) => name.IndexOf("İ"u8) >= 0 || name.IndexOf("Σ"u8) >= 0;

    /// <summary>
    /// Outermost names must differ by more than their case, since a signed string may not tell them apart. They are lower-cased
    /// once: hostile names would make that costly for every pair of them.
    /// </summary>
    private static void Fold(FieldTable table, ReadOnlySpan<byte> body, ref Field field)
    {
        // Reserved at once, since the name may stand in the same buffer: in lower case, two octets become three at most.
        table.Scratch.Reserve((field.NameLength * 2) + 4);
        field.FoldedNameStart = table.Scratch.Length;
        field.IsFoldedUnicode = !AppendLower(table.Over(body).NameOf(field), table.Scratch);
        field.FoldedNameLength = table.Scratch.Length - field.FoldedNameStart;
    }

    /// <summary>Appends the name in lower case. Returns whether it was all ASCII.</summary>
    public static bool AppendLower(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (Ascii.ToLower(name, output.Reserve(name.Length), out var written) == OperationStatus.Done)
        {
            output.Advance(written);
            return true;
        }

        while (!name.IsEmpty)
        {
            Rune.DecodeFromUtf8(name, out var rune, out var consumed);
            output.Advance(Rune.ToLowerInvariant(rune).EncodeToUtf8(output.Reserve(4)));
            name = name[consumed..];
        }

        return false;
    }

    private static uint Hash(ReadOnlySpan<byte> name, int parent)
    {
        const ulong multiplier = 0x9E3779B97F4A7C15;

        var hash = (ulong)(uint)parent + ((ulong)name.Length << 32);
        while (name.Length > sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * multiplier;
            hash ^= hash >> 32;

            // The last eight octets are read whole, though some of them for the second time.
            name = name[Math.Min(sizeof(ulong), name.Length - sizeof(ulong))..];
        }

        return (uint)(((hash ^ Tail(name)) * multiplier) >> 32);
    }

    /// <summary>Up to eight octets as one number.</summary>
    private static ulong Tail(ReadOnlySpan<byte> octets)
    {
        switch (octets.Length)
        {
            case sizeof(ulong):
                return BinaryPrimitives.ReadUInt64LittleEndian(octets);
            case >= sizeof(uint):
                var low = BinaryPrimitives.ReadUInt32LittleEndian(octets);
                return low | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(octets[^sizeof(uint)..]) << 32);
            case 0:
                return 0;
            default:
                return octets[0] | ((ulong)octets[octets.Length / 2] << 8) | ((ulong)octets[^1] << 16);
        }
    }
}
