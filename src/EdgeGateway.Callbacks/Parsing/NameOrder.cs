namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// The sort order of the last callback's outermost names. A provider nearly always sends its fields in the same order, so a sort that
/// starts from the last order only has to verify it. Not thread-safe.
/// </summary>
internal sealed class NameOrder
{
    private readonly int[] _children = new int[ParsingLimits.MaxFields];
    private readonly int[] _sorted = new int[ParsingLimits.MaxFields];
    private int _count;

    /// <summary>Arranges the fields in the order of the last callback with the same number of fields. This is only a guess.</summary>
    public void Recall(Span<int> children)
    {
        if (children.SequenceEqual(_children.AsSpan(0, _count)))
        {
            _sorted.AsSpan(0, _count).CopyTo(children);
            return;
        }

        // Keep may never be called for these fields, so start with their own order.
        children.CopyTo(_children);
        children.CopyTo(_sorted);
        _count = children.Length;
    }

    /// <summary>Stores the sorted order of the fields that were last recalled.</summary>
    public void Keep(ReadOnlySpan<int> sorted) => sorted.CopyTo(_sorted);
}
