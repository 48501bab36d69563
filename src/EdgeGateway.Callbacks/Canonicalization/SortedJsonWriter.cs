using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Writes parsed fields as compact JSON in the order and form that a rendering asks for.</summary>
internal readonly ref struct SortedJsonWriter(CallbackFields fields, Rendering rendering, ByteBuffer output)
{
    private const int MaxInt64Digits = 18;

    private readonly CallbackFields _fields = fields;

    private bool IsPhp => rendering is Rendering.Php or Rendering.PhpNumbersAsWritten;

    /// <summary>Writes the outermost object. Returns false if a number cannot be rendered.</summary>
    public bool WriteRoot(ReadOnlySpan<byte> omitted) => TryWriteObject(0, omitted, isRoot: true);

    /// <summary>Writes one value. Returns false if a number cannot be rendered.</summary>
    public bool TryWriteValue(int index)
    {
        ref readonly var field = ref _fields[index];
        switch (field.Kind)
        {
            case FieldKind.Object:
                return TryWriteObject(index, omitted: default, isRoot: false);
            case FieldKind.Array:
                return TryWriteArray(index);
            case FieldKind.String:
                WriteString(_fields.RawValueOf(field), field.IsValueEscaped);
                return true;
            case FieldKind.Number:
                return TryWriteNumber(_fields.RawValueOf(field));
            case FieldKind.True:
                output.Append("true"u8);
                return true;
            case FieldKind.False:
                output.Append("false"u8);
                return true;
            case FieldKind.Null:
                output.Append("null"u8);
                return true;
            default:
                throw new InvalidOperationException($"There is no kind of field {field.Kind}.");
        }
    }

    private bool TryWriteObject(int parent, ReadOnlySpan<byte> omitted, bool isRoot)
    {
        Span<int> children = stackalloc int[Math.Min(_fields[parent].EndIndex - parent, ParsingLimits.MaxFields)];
        var count = isRoot || !IsPhp
            ? FieldNameTexts.SortChildren(_fields, parent, children)
            : ListChildren(parent, children);
        return TryWriteMembers(children[..count], omitted, isRoot);
    }

    private bool TryWriteMembers(ReadOnlySpan<int> members, ReadOnlySpan<byte> omitted, bool isRoot)
    {
        if (members.IsEmpty && !isRoot && rendering == Rendering.Php)
        {
            // The provider's sample uses json_decode with arrays, which does not distinguish {} from [].
            output.Append("[]"u8);
            return true;
        }

        output.Append((byte)'{');
        var isFirst = true;
        foreach (var index in members)
        {
            ref readonly var field = ref _fields[index];
            if ((isRoot || rendering == Rendering.EmptyDropped) && field is { Kind: FieldKind.String, ValueLength: 0 })
            {
                continue;
            }

            var name = _fields.NameOf(field);
            if (!omitted.IsEmpty && name.SequenceEqual(omitted))
            {
                continue;
            }

            if (!isFirst)
            {
                output.Append((byte)',');
            }

            isFirst = false;
            WriteString(name, isEscaped: false);
            output.Append((byte)':');
            if (!TryWriteValue(index))
            {
                return false;
            }
        }

        output.Append((byte)'}');
        return true;
    }

    private bool TryWriteArray(int parent)
    {
        output.Append((byte)'[');
        for (var index = parent + 1; index < _fields[parent].EndIndex; index = _fields[index].EndIndex)
        {
            if (index > parent + 1)
            {
                output.Append((byte)',');
            }

            if (!TryWriteValue(index))
            {
                return false;
            }
        }

        output.Append((byte)']');
        return true;
    }

    private void WriteString(ReadOnlySpan<byte> text, bool isEscaped)
    {
        output.Append((byte)'"');
        SortedJsonText.Append(text, isEscaped, rendering, output);
        output.Append((byte)'"');
    }

    private bool TryWriteNumber(ReadOnlySpan<byte> number)
    {
        var isInteger = number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        if (rendering is not (Rendering.Go or Rendering.Php)
            || (rendering == Rendering.Php && isInteger && number.Length <= MaxInt64Digits))
        {
            output.Append(number);
            return true;
        }

        if (!ShortestDouble.TryParse(number, stackalloc byte[ShortestDouble.BufferLength], out var value))
        {
            return false;
        }

        if (rendering == Rendering.Go)
        {
            value.AppendGo(output);
        }
        else if (isInteger && long.TryParse(number, out _))
        {
            output.Append(number);
        }
        else
        {
            value.AppendPhp(output);
        }

        return true;
    }

    private int ListChildren(int parent, Span<int> children)
    {
        var count = 0;
        for (var index = parent + 1; index < _fields[parent].EndIndex; index = _fields[index].EndIndex)
        {
            children[count++] = index;
        }

        return count;
    }
}
