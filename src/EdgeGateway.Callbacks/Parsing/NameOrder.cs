namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// The order of the last callback's outermost names. A provider writes its fields in one order, so it is nearly always the next
/// one's too, and sorting that starts from it only has to look. Not for concurrent use.
/// </summary>
internal sealed class NameOrder
{
    private readonly int[] _children = new int[ParsingLimits.MaxFields];
    private readonly int[] _sorted = new int[ParsingLimits.MaxFields];
    private int _count;

    /// <summary>Puts the fields in the order in which as many stood the last time; a guess.</summary>
    public void Recall(Span<int> children)
    {
        if (children.SequenceEqual(_children.AsSpan(0, _count)))
        {
            _sorted.AsSpan(0, _count).CopyTo(children);
            return;
        }

        // Nobody may come to keep an order for these.
        children.CopyTo(_children);
        children.CopyTo(_sorted);
        _count = children.Length;
    }

    /// <summary>Remembers how the fields that were last recalled are in order.</summary>
    public void Keep(ReadOnlySpan<int> sorted) => sorted.CopyTo(_sorted);
}
