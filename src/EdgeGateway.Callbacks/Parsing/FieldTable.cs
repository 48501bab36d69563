using System.Runtime.CompilerServices;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The fields of one callback, filled by a parser and cleared for the next. Not thread-safe.</summary>
internal sealed class FieldTable
{
    private readonly NameOrder _lastOrder = new();
    private Field[] _fields = new Field[64];

    public int Count { get; private set; }

    /// <summary>The hash table of <see cref="FieldNames"/>: field indices, or 0 for a free slot.</summary>
    public ushort[] NameSlots { get; } = new ushort[FieldNames.SlotCount];

    /// <summary>The fields come from a form, where all values are text.</summary>
    public bool IsForm { get; set; }

    /// <summary>Names and values that had to be decoded or unescaped.</summary>
    public ByteBuffer Scratch { get; } = new();

    public void Clear()
    {
        Count = 0;
        IsForm = false;
        NameSlots.AsSpan().Clear();
        Scratch.Clear();
    }

    public ref Field this[int index] => ref _fields[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Field Add()
    {
        if (Count == _fields.Length)
        {
            // Bounded by ParsingLimits.MaxValues.
            Array.Resize(ref _fields, _fields.Length * 2);
        }

        ref var field = ref _fields[Count++];
        field = default;
        field.EndIndex = Count;
        return ref field;
    }

    /// <summary>As <see cref="CallbackFields.NameOf"/>, while the fields are still being added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> NameOf(in Field field, ReadOnlySpan<byte> body) =>
        (field.IsNameInScratch ? Scratch.Written : body).Slice(field.NameStart, field.NameLength);

    /// <summary>As <see cref="CallbackFields.ComparedNameOf"/>.</summary>
    public ReadOnlySpan<byte> ComparedNameOf(in Field field, ReadOnlySpan<byte> body) =>
        field.FoldedNameLength > 0 ? Scratch.Written.Slice(field.FoldedNameStart, field.FoldedNameLength) : NameOf(field, body);

    /// <summary>The parsed fields together with the body that they refer to.</summary>
    public CallbackFields FieldsOf(ReadOnlySpan<byte> body) => new(body, Scratch.Written, _fields.AsSpan(0, Count), _lastOrder, IsForm);
}
