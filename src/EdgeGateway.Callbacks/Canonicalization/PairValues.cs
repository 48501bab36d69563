using System.Buffers;
using System.Runtime.CompilerServices;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>The values of the joined string.</summary>
internal static class PairValues
{
    /// <summary>Appends a parameter's value as text.</summary>
    /// <param name="fields">The parsed callback.</param>
    /// <param name="index">The parameter.</param>
    /// <param name="rendering">How booleans and null are printed.</param>
    /// <param name="allowAmbiguous">Whether to accept object members that could be read as another field.</param>
    /// <param name="output">Where the text is appended.</param>
    public static RefusalReason Append(in CallbackFields fields, int index, Rendering rendering, bool allowAmbiguous, ByteBuffer output) =>
        fields[index].Kind switch
        {
            FieldKind.Object => AppendObject(fields, index, rendering, allowAmbiguous, output),
            FieldKind.Array => AppendArray(fields, index, rendering, output),
            _ => AppendScalar(fields, index, rendering, output),
        };

    /// <summary>Whether the value can be copied from the body unchanged: a string without escapes, or an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAsWritten(in CallbackFields fields, in Field field, out ReadOnlySpan<byte> text)
    {
        text = fields.RawValueOf(field);
        return field.Kind == FieldKind.String ? !field.IsValueEscaped : field.Kind == FieldKind.Number && IsInteger(text);
    }

    private static RefusalReason AppendObject(
        in CallbackFields fields, int parent, Rendering rendering, bool allowAmbiguous, ByteBuffer output)
    {
        Span<int> sorted = stackalloc int[ParsingLimits.MaxFields];
        var count = FieldNameTexts.SortChildren(fields, parent, sorted);
        for (var i = 0; i < count; i++)
        {
            ref readonly var field = ref fields[sorted[i]];
            if (i > 0)
            {
                output.Append((byte)';');
            }

            var name = fields.NameOf(field);
            if (!SeparatorScan.IsName(name))
            {
                return RefusalReason.AmbiguousName;
            }

            output.Append(name, (byte)':');
            var start = output.Length;
            var reason = AppendScalar(fields, sorted[i], rendering, output);
            if (reason != RefusalReason.None)
            {
                return reason;
            }

            if (!allowAmbiguous && SeparatorScan.HoldsField(output.Written[start..]))
            {
                return RefusalReason.AmbiguousValue;
            }
        }

        return RefusalReason.None;
    }

    /// <summary>Appends the elements' texts in sorted order.</summary>
    private static RefusalReason AppendArray(in CallbackFields fields, int parent, Rendering rendering, ByteBuffer output)
    {
        var elements = fields[parent].EndIndex - parent - 1;
        if (elements == 0)
        {
            return RefusalReason.None;
        }

        // The texts are written in body order first; the sorted copy is appended after them and replaces them.
        var rented = elements <= 64 ? null : ArrayPool<int>.Shared.Rent(elements * 2);
        var order = rented is null ? stackalloc int[elements * 2] : rented.AsSpan(0, elements * 2);
        try
        {
            var start = output.Length;
            var ends = order[elements..];
            for (var i = 0; i < elements; i++)
            {
                var reason = AppendScalar(fields, parent + 1 + i, rendering, output);
                if (reason != RefusalReason.None)
                {
                    return reason;
                }

                order[i] = i;
                ends[i] = output.Length - start;
            }

            var length = output.Length - start;
            output.Reserve(length + elements);
            var texts = new ElementTexts(output.Written[start..], ends);
            TextOrder.Sort(order[..elements], texts);
            for (var i = 0; i < elements; i++)
            {
                if (i > 0)
                {
                    output.Append((byte)';');
                }

                output.Append(texts.TextOf(order[i]));
            }

            output.RemoveRange(start, length);
            return RefusalReason.None;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<int>.Shared.Return(rented);
            }
        }
    }

    private static RefusalReason AppendScalar(in CallbackFields fields, int index, Rendering rendering, ByteBuffer output)
    {
        ref readonly var field = ref fields[index];
        switch (field.Kind)
        {
            case FieldKind.String:
                fields.AppendText(field, output);
                return RefusalReason.None;
            case FieldKind.Number:
                return AppendNumber(fields.RawValueOf(field), output);
            case FieldKind.True or FieldKind.False or FieldKind.Null:
                output.Append(WordOf(field.Kind, rendering));
                return RefusalReason.None;
            default:
                // No documented callback nests deeper, and the provider's text and sample code disagree on how to sign it.
                return RefusalReason.UnsupportedNesting;
        }
    }

    private static RefusalReason AppendNumber(ReadOnlySpan<byte> number, ByteBuffer output)
    {
        if (IsInteger(number))
        {
            output.Append(number);
            return RefusalReason.None;
        }

        if (number.SequenceEqual("-0"u8))
        {
            // Python has no negative integer zero.
            output.Append((byte)'0');
            return RefusalReason.None;
        }

        if (!ShortestDouble.TryParse(number, stackalloc byte[ShortestDouble.BufferLength], out var value))
        {
            return RefusalReason.InvalidNumber;
        }

        value.AppendPython(output);
        return RefusalReason.None;
    }

    /// <summary>Integers of any length are printed as written, except negative zero.</summary>
    private static bool IsInteger(ReadOnlySpan<byte> number) =>
        number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !number.SequenceEqual("-0"u8);

    private static ReadOnlySpan<byte> WordOf(FieldKind kind, Rendering rendering) => (rendering, kind) switch
    {
        (Rendering.Documented, FieldKind.True) => "True"u8,
        (Rendering.Documented, FieldKind.False) => "False"u8,
        (Rendering.Documented, FieldKind.Null) => "None"u8,
        (Rendering.Php, FieldKind.True) => "1"u8,
        (Rendering.Php, _) => default,
        (Rendering.JsonNames, FieldKind.True) => "true"u8,
        (Rendering.JsonNames, FieldKind.False) => "false"u8,
        (Rendering.JsonNames, FieldKind.Null) => "null"u8,
        _ => throw new InvalidOperationException($"The joined string has no rendering {rendering}."),
    };

    /// <summary>Consecutive texts, given by the position where each one ends.</summary>
    private readonly ref struct ElementTexts(ReadOnlySpan<byte> texts, ReadOnlySpan<int> ends) : TextOrder.ITexts
    {
        private readonly ReadOnlySpan<byte> _texts = texts;
        private readonly ReadOnlySpan<int> _ends = ends;

        public int Compare(int left, int right) => TextOf(left).SequenceCompareTo(TextOf(right));

        public ReadOnlySpan<byte> TextOf(int index)
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _texts[start.._ends[index]];
        }
    }
}
