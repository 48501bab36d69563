using System.Collections.Immutable;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The document as compact JSON with sorted names, numbers as they were written: <c>{json}</c>.</summary>
/// <param name="skip">The outermost names that are omitted.</param>
internal sealed class JsonSegment(ImmutableArray<byte[]> skip) : Segment
{
    /// <summary>Whether an outermost member is left out.</summary>
    public bool Omits(ReadOnlySpan<byte> name)
    {
        foreach (var candidate in skip)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        if (reading.Document.Count == 0)
        {
            return SegmentStatus.Absent;
        }

        AppendObject(reading.Document, reading.Root, isOutermost: true, sink.Buffer);
        return SegmentStatus.Written;
    }

    /// <summary>The recursion is bounded, because the depth of the body is.</summary>
    private void AppendObject(in CallbackFields fields, int parent, bool isOutermost, ByteBuffer output)
    {
        Span<int> children = stackalloc int[Math.Min(fields[parent].EndIndex - parent, ParsingLimits.MaxFields)];
        var count = FieldNameTexts.SortChildren(fields, parent, children);
        var isFirst = true;
        output.Append((byte)'{');
        foreach (var index in children[..count])
        {
            var name = fields.NameOf(fields[index]);
            if (isOutermost && Omits(name))
            {
                continue;
            }

            output.Append(isFirst ? "\""u8 : ",\""u8);
            isFirst = false;
            SortedJsonText.Append(name, isEscaped: false, Rendering.Documented, output);
            output.Append("\":"u8);
            AppendValue(fields, index, output);
        }

        output.Append((byte)'}');
    }

    private void AppendValue(in CallbackFields fields, int index, ByteBuffer output)
    {
        ref readonly var field = ref fields[index];
        switch (field.Kind)
        {
            case FieldKind.Object:
                AppendObject(fields, index, isOutermost: false, output);
                break;
            case FieldKind.Array:
                AppendArray(fields, index, output);
                break;
            case FieldKind.String:
                output.Append((byte)'"');
                SortedJsonText.Append(fields.RawValueOf(field), field.IsValueEscaped, Rendering.Documented, output);
                output.Append((byte)'"');
                break;
            default:
                output.Append(fields.RawValueOf(field));
                break;
        }
    }

    private void AppendArray(in CallbackFields fields, int array, ByteBuffer output)
    {
        output.Append((byte)'[');
        for (var index = array + 1; index < fields[array].EndIndex; index = fields[index].EndIndex)
        {
            if (index > array + 1)
            {
                output.Append((byte)',');
            }

            AppendValue(fields, index, output);
        }

        output.Append((byte)']');
    }
}
