using System.Runtime.CompilerServices;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>A parsed callback: fields that point into the received bytes. Index 0 is the outermost object.</summary>
internal readonly ref struct CallbackFields(
    ReadOnlySpan<byte> body, ReadOnlySpan<byte> scratch, ReadOnlySpan<Field> fields, NameOrder lastOrder, bool isForm)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ReadOnlySpan<byte> _scratch = scratch;
    private readonly ReadOnlySpan<Field> _fields = fields;

    public int Count => _fields.Length;

    /// <summary>How the last callback's names were sorted.</summary>
    public NameOrder LastOrder => lastOrder;

    /// <summary>The fields come from a form, where all values are text.</summary>
    public bool IsForm => isForm;

    public ref readonly Field this[int index] => ref _fields[index];

    /// <summary>The name as a person would read it, unescaped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> NameOf(in Field field) =>
        (field.IsNameInScratch ? _scratch : _body).Slice(field.NameStart, field.NameLength);

    /// <summary>The name used to compare siblings: in lower case for outermost fields.</summary>
    public ReadOnlySpan<byte> ComparedNameOf(in Field field) =>
        field.FoldedNameLength > 0 ? _scratch.Slice(field.FoldedNameStart, field.FoldedNameLength) : NameOf(field);

    /// <summary>The raw value: a string without quotes but with its escapes, a number as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> RawValueOf(in Field field) =>
        (field.IsValueInScratch ? _scratch : _body).Slice(field.ValueStart, field.ValueLength);

    /// <summary>Appends a string's text, unescaped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendText(in Field field, ByteBuffer output)
    {
        var raw = RawValueOf(field);
        if (field.IsValueEscaped)
        {
            JsonEscapes.AppendUnescaped(raw, output);
        }
        else
        {
            output.Append(raw);
        }
    }

    /// <summary>The index of the child of <paramref name="parent"/> with exactly that name, or -1.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        var end = _fields[parent].EndIndex;
        for (var index = parent + 1; index < end; index = _fields[index].EndIndex)
        {
            ref readonly var field = ref _fields[index];
            if (field.NameLength == name.Length && NameOf(field).SequenceEqual(name))
            {
                return index;
            }
        }

        return -1;
    }
}
