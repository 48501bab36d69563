namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Sorts indices by the text behind them, in code-point order, which in UTF-8 is the order of the bytes.</summary>
internal static class TextOrder
{
    private const int InsertionLimit = 24;

    /// <summary>Gives the text behind an index.</summary>
    public interface ITexts
    {
        ReadOnlySpan<byte> TextOf(int index);
    }

    /// <summary>Sorts in place without allocating, in n log n even for hostile content.</summary>
    public static void Sort<TTexts>(Span<int> indices, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        if (indices.Length <= InsertionLimit)
        {
            InsertionSort(indices, texts);
            return;
        }

        for (var root = (indices.Length / 2) - 1; root >= 0; root--)
        {
            SiftDown(indices, root, texts);
        }

        for (var end = indices.Length - 1; end > 0; end--)
        {
            (indices[0], indices[end]) = (indices[end], indices[0]);
            SiftDown(indices[..end], 0, texts);
        }
    }

    private static void InsertionSort<TTexts>(Span<int> indices, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        for (var i = 1; i < indices.Length; i++)
        {
            var index = indices[i];
            var text = texts.TextOf(index);
            var at = i;
            while (at > 0 && texts.TextOf(indices[at - 1]).SequenceCompareTo(text) > 0)
            {
                indices[at] = indices[at - 1];
                at--;
            }

            indices[at] = index;
        }
    }

    private static void SiftDown<TTexts>(Span<int> heap, int root, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        while (true)
        {
            var child = (2 * root) + 1;
            if (child >= heap.Length)
            {
                return;
            }

            if (child + 1 < heap.Length && Compare(texts, heap[child], heap[child + 1]) < 0)
            {
                child++;
            }

            if (Compare(texts, heap[root], heap[child]) >= 0)
            {
                return;
            }

            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    private static int Compare<TTexts>(TTexts texts, int left, int right)
        where TTexts : ITexts, allows ref struct => texts.TextOf(left).SequenceCompareTo(texts.TextOf(right));
}
