using System.Buffers;

namespace EdgeGateway.Callbacks.Canonicalization;

/// <summary>Sorts indices by the text that each refers to, in code-point order, which in UTF-8 is byte order.</summary>
internal static class TextOrder
{
    private const int RunLength = 16;
    private const int MaxOnStack = 256;

    /// <summary>Provides the texts that the indices refer to.</summary>
    public interface ITexts
    {
        /// <summary>
        /// Negative, zero or positive, as the text of the left index sorts before, equal to or after that of the right one.
        /// </summary>
        int Compare(int left, int right);
    }

    /// <summary>Sorts in place without allocating, in O(n log n) even for hostile content.</summary>
    public static void Sort<TTexts>(Span<int> indices, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        for (var start = 0; start < indices.Length; start += RunLength)
        {
            InsertionSort(indices.Slice(start, Math.Min(RunLength, indices.Length - start)), texts);
        }

        if (indices.Length > RunLength)
        {
            MergeRuns(indices, texts);
        }
    }

    private static void MergeRuns<TTexts>(Span<int> indices, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        var rented = indices.Length <= MaxOnStack ? null : ArrayPool<int>.Shared.Rent(indices.Length);
        var scratch = rented is null ? stackalloc int[MaxOnStack] : rented;
        for (var length = RunLength; length < indices.Length; length *= 2)
        {
            for (var start = 0; start + length < indices.Length; start += 2 * length)
            {
                Merge(indices.Slice(start, Math.Min(2 * length, indices.Length - start)), length, scratch, texts);
            }
        }

        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void InsertionSort<TTexts>(Span<int> indices, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        for (var i = 1; i < indices.Length; i++)
        {
            var index = indices[i];
            var at = i;
            while (at > 0 && texts.Compare(indices[at - 1], index) > 0)
            {
                indices[at] = indices[at - 1];
                at--;
            }

            indices[at] = index;
        }
    }

    /// <summary>Merges two adjacent sorted runs. If they are already in order, as most are, this takes one comparison.</summary>
    private static void Merge<TTexts>(Span<int> indices, int middle, Span<int> scratch, TTexts texts)
        where TTexts : ITexts, allows ref struct
    {
        if (texts.Compare(indices[middle - 1], indices[middle]) <= 0)
        {
            return;
        }

        var left = scratch[..middle];
        indices[..middle].CopyTo(left);
        var right = indices[middle..];
        var (l, r, at) = (0, 0, 0);
        while (l < left.Length)
        {
            indices[at++] = r == right.Length || texts.Compare(left[l], right[r]) <= 0 ? left[l++] : right[r++];
        }
    }
}
