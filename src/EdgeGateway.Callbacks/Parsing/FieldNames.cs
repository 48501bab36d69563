using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>Finds names that stand twice in one object, and lower-cases them as the providers do.</summary>
internal static class FieldNames
{
    private const int CapitalDottedI = 0x130;
    private const int CapitalSigma = 0x3A3;

    /// <summary>
    /// Whether the last field added is the first child of <paramref name="parent"/> with its name. <paramref name="seen"/>
    /// is a filter over the siblings so far: most names are new, and most of those need no comparison at all.
    /// </summary>
    /// <param name="table">The fields so far.</param>
    /// <param name="body">The received bytes.</param>
    /// <param name="parent">The object that is being read.</param>
    /// <param name="ignoreCase">Outermost names must differ by more than their case: a signed string may not tell them apart.</param>
    /// <param name="seen">0 for a new object.</param>
    public static bool IsUnique(FieldTable table, ReadOnlySpan<byte> body, int parent, bool ignoreCase, ref ulong seen)
    {
        var last = table.Count - 1;
        var fields = table.Over(body);
        var name = fields.NameOf(fields[last]);

        var bit = 1UL << Slot(name);
        var maybeSeen = (seen & bit) != 0;
        seen |= bit;
        if (ignoreCase && !Ascii.IsValid(name))
        {
            // A letter outside ASCII may fold to one inside it (the Kelvin sign is a k): compare with everybody, now and later.
            maybeSeen = true;
            seen = ulong.MaxValue;
        }

        if (!maybeSeen)
        {
            return true;
        }

        for (var index = parent + 1; index < last; index = fields[index].End)
        {
            var other = fields.NameOf(fields[index]);
            if (ignoreCase ? EqualsIgnoreCase(name, other) : name.SequenceEqual(other))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Appends the name in lower case. False for the letters whose lower case depends on who does it.</summary>
    public static bool TryAppendLower(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        if (Ascii.ToLower(name, output.Reserve(name.Length), out var written) == OperationStatus.Done)
        {
            output.Advance(written);
            return true;
        }

        while (!name.IsEmpty)
        {
            Rune.DecodeFromUtf8(name, out var rune, out var consumed);
            if (rune.Value is CapitalDottedI or CapitalSigma)
            {
                return false;
            }

            output.Advance(Rune.ToLowerInvariant(rune).EncodeToUtf8(output.Reserve(4)));
            name = name[consumed..];
        }

        return true;
    }

    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (Ascii.IsValid(left) && Ascii.IsValid(right))
        {
            return Ascii.EqualsIgnoreCase(left, right);
        }

        while (!left.IsEmpty && !right.IsEmpty)
        {
            Rune.DecodeFromUtf8(left, out var leftRune, out var leftLength);
            Rune.DecodeFromUtf8(right, out var rightRune, out var rightLength);
            if (Rune.ToLowerInvariant(leftRune) != Rune.ToLowerInvariant(rightRune))
            {
                return false;
            }

            left = left[leftLength..];
            right = right[rightLength..];
        }

        return left.IsEmpty && right.IsEmpty;
    }

    /// <summary>One of 64, the same for names that differ only in the case of ASCII letters.</summary>
    private static int Slot(ReadOnlySpan<byte> name)
    {
        const ulong caseBits = 0x2020202020202020;
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

        var mixed = ((head | caseBits) + ((tail | caseBits) * 3) + (ulong)name.Length) * multiplier;
        return (int)(mixed >> 58);
    }
}
