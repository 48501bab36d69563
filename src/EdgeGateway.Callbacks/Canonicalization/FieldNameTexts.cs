using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Orders fields by their names.</summary>
internal readonly ref struct FieldNameTexts(CallbackFields fields) : TextOrder.ITexts
{
    private readonly CallbackFields _fields = fields;

    public int Compare(int left, int right)
    {
        ref readonly var first = ref _fields[left];
        ref readonly var second = ref _fields[right];
        return first.NamePrefix != second.NamePrefix
            ? first.NamePrefix.CompareTo(second.NamePrefix)
            : _fields.NameOf(first).SequenceCompareTo(_fields.NameOf(second));
    }

    /// <summary>
    /// Writes the indices of the children of <paramref name="parent"/> in the order of their names, and returns how many
    /// there are. <paramref name="indices"/> has room for <see cref="ParsingLimits.MaxFields"/>.
    /// </summary>
    public static int SortChildren(in CallbackFields fields, int parent, Span<int> indices)
    {
        var count = 0;
        var end = fields[parent].EndIndex;
        for (var index = parent + 1; index < end; index = fields[index].EndIndex)
        {
            indices[count++] = index;
        }

        var children = indices[..count];
        if (parent != 0)
        {
            TextOrder.Sort(children, new FieldNameTexts(fields));
            return count;
        }

        fields.LastOrder.Recall(children);
        TextOrder.Sort(children, new FieldNameTexts(fields));
        fields.LastOrder.Keep(children);
        return count;
    }
}
