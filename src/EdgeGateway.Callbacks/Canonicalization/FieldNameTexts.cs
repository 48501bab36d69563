using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Orders fields by their names.</summary>
internal readonly ref struct FieldNameTexts(CallbackFields fields) : TextOrder.ITexts
{
    private readonly CallbackFields _fields = fields;

    public ReadOnlySpan<byte> TextOf(int index) => _fields.NameOf(_fields[index]);

    /// <summary>
    /// Writes the indices of the children of <paramref name="parent"/> in the order of their names, and returns how many
    /// there are. <paramref name="indices"/> has room for <see cref="ParsingLimits.MaxFields"/>.
    /// </summary>
    public static int SortChildren(in CallbackFields fields, int parent, Span<int> indices)
    {
        var count = 0;
        for (var index = parent + 1; index < fields[parent].End; index = fields[index].End)
        {
            indices[count++] = index;
        }

        TextOrder.Sort(indices[..count], new FieldNameTexts(fields));
        return count;
    }
}
