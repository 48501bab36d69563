using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Finds names that stand twice in one object, and lower-cases them as the providers do.</summary>
internal static class FieldNames
{
    /// <summary>
    /// Whether the last field added is the first child of <paramref name="parent"/> with its name. <paramref name="seen"/>
    /// is a filter over the siblings so far: most names are new, and most of those need no comparison at all.
    /// </summary>
    /// <param name="table">The fields so far.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="parent">The object that is being read.</param>
    /// <param name="seen">0 for a new object.</param>
    public static bool IsUnique(FieldTable table, ReadOnlySpan<byte> body, int parent, ref ulong seen)
    {
        var last = table.Count - 1;
        if (parent == 0)
        {
            Fold(table, body, ref table[last]);
        }

        var fields = table.Over(body);
        var name = fields.ComparedNameOf(fields[last]);
        var bit = 1UL << Slot(name);
        if ((seen & bit) == 0)
        {
            seen |= bit;
            return true;
        }

        for (var index = parent + 1; index < last; index = fields[index].End)
        {
            if (name.SequenceEqual(fields.ComparedNameOf(fields[index])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Appends the name in lower case. False for the letters whose lower case depends on who does it.</summary>
    public static bool TryAppendLower(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (name.IndexOf("İ"u8) >= 0 || name.IndexOf("Σ"u8) >= 0)
        {
            return false;
        }

        AppendLower(name, output);
        return true;
    }

    /// <summary>
    /// Outermost names must differ by more than their case, since a signed string may not tell them apart. They are lower-cased
    /// once: hostile names would make that costly for every pair of them.
    /// </summary>
    private static void Fold(FieldTable table, ReadOnlySpan<byte> body, ref Field field)
    {
        // Reserved at once, since the name may stand in the same buffer: in lower case, two octets become three at most.
        table.Scratch.Reserve((field.NameLength * 2) + 4);
        field.FoldedNameStart = table.Scratch.Length;
        AppendLower(table.Over(body).NameOf(field), table.Scratch);
        field.FoldedNameLength = table.Scratch.Length - field.FoldedNameStart;
    }

    private static void AppendLower(ReadOnlySpan<byte> name, ByteBuffer output)
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

    /// <summary>One of 64.</summary>
    private static int Slot(ReadOnlySpan<byte> name)
    {
        const ulong multiplier = 0x9E3779B97F4A7C15;

        ulong head = 0, tail = 0;
        if (name.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else
        {
            foreach (var letter in name)
            {
                head = (head << 8) | letter;
            }
        }

        var mixed = (head + (tail * 3) + (ulong)name.Length) * multiplier;
        return (int)(mixed >> 58);
    }
}
