using System.Buffers;
using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>The joined fields: <c>{fields}</c>.</summary>
internal sealed class FieldsSegment(FieldsRule rule) : Segment
{
    private const int MaxOnStack = 128;

    public FieldsRule Rule => rule;

    public override SegmentStatus Append(in CallbackReading reading, SigningKey? key, ref ContentSink sink)
    {
        var fields = rule.IsQuery ? reading.Query : reading.Document;
        var container = rule.IsQuery ? 0 : rule.Container is { } source ? reading.FindInBody(source) : reading.Root;
        if (container < 0 || fields.Count == 0 || fields[container].Kind != FieldKind.Object)
        {
            return SegmentStatus.Absent;
        }

        var capacity = fields[container].EndIndex - container + rule.Added.Length;
        var rented = capacity <= MaxOnStack ? null : ArrayPool<int>.Shared.Rent(capacity);
        var indices = rented is null ? stackalloc int[MaxOnStack] : rented;
        try
        {
            return Append(fields, container, indices, key, sink.Buffer);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<int>.Shared.Return(rented);
            }
        }
    }

    private SegmentStatus Append(in CallbackFields fields, int container, Span<int> indices, SigningKey? key, ByteBuffer output)
    {
        var count = rule.Order == FieldsOrder.AsListed ? List(fields, container, indices) : Select(fields, container, indices);
        if (count < 0)
        {
            return SegmentStatus.Unsupported;
        }

        var texts = new FieldTexts(rule, fields);
        indices = indices[..count];
        if (rule.Order != FieldsOrder.AsListed)
        {
            TextOrder.Sort(indices, texts);
        }

        var written = 0;
        for (var at = 0; at < count; at++)
        {
            if (rule.AllowsRepeats && at > 0 && texts.Compare(indices[at - 1], indices[at]) == 0)
            {
                continue;
            }

            if (written++ > 0)
            {
                output.Append(rule.Join);
            }

            AppendItem(fields, texts, indices[at], key, output);
        }

        return written == 0 ? SegmentStatus.Empty : SegmentStatus.Written;
    }

    /// <summary>Selects the joined fields in body order, followed by the added ones; -1 if one cannot be printed.</summary>
    private int Select(in CallbackFields fields, int container, Span<int> indices)
    {
        var count = 0;
        for (var index = container + 1; index < fields[container].EndIndex; index = fields[index].EndIndex)
        {
            var name = fields.NameOf(fields[index]);
            if (!rule.TryUnwrap(ref name))
            {
                continue;
            }

            if (!TryAdd(fields[index], index, indices, ref count))
            {
                return -1;
            }
        }

        for (var added = 0; added < rule.Added.Length; added++)
        {
            indices[count++] = fields.Count + added;
        }

        return count;
    }

    /// <summary>Selects the listed fields that are present, in list order; -1 if one cannot be printed.</summary>
    private int List(in CallbackFields fields, int container, Span<int> indices)
    {
        var count = 0;
        foreach (var name in rule.Names)
        {
            var index = fields.Find(container, name);
            if (index < 0)
            {
                continue;
            }

            if (!TryAdd(fields[index], index, indices, ref count))
            {
                return -1;
            }
        }

        return count;
    }

    /// <summary>Adds a field unless the rule skips it. Returns false for an object or array that would have to be printed.</summary>
    private bool TryAdd(in Field field, int index, Span<int> indices, ref int count)
    {
        if (field.Kind <= FieldKind.Array)
        {
            return rule.ScalarsOnly;
        }

        if (!rule.DropEmpty || (field.Kind != FieldKind.Null && !(field.Kind == FieldKind.String && field.ValueLength == 0)))
        {
            indices[count++] = index;
        }

        return true;
    }

    private void AppendItem(in CallbackFields fields, in FieldTexts texts, int index, SigningKey? key, ByteBuffer output)
    {
        foreach (var part in rule.Item)
        {
            switch (part.Kind)
            {
                case ItemPartKind.Literal:
                    output.Append(part.Text);
                    break;
                case ItemPartKind.Name:
                    output.Append(texts.NameOf(index));
                    break;
                default:
                    AppendValue(fields, index, part.Kind == ItemPartKind.Json, key, output);
                    break;
            }
        }
    }

    private void AppendValue(in CallbackFields fields, int index, bool isJson, SigningKey? key, ByteBuffer output)
    {
        if (index >= fields.Count)
        {
            output.Append(rule.Added[index - fields.Count].Value ?? key?.Secret);
            return;
        }

        ref readonly var field = ref fields[index];
        if (!isJson)
        {
            CallbackReading.TryAppendField(fields, index, output);
        }
        else if (field.Kind == FieldKind.String)
        {
            output.Append((byte)'"');
            SortedJsonText.Append(fields.RawValueOf(field), field.IsValueEscaped, Rendering.Documented, output);
            output.Append((byte)'"');
        }
        else
        {
            output.Append(fields.RawValueOf(field));
        }
    }
}
