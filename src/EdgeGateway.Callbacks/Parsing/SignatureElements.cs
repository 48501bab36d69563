namespace EdgeGateway.Callbacks.Parsing;

/// <summary>The elements of one signature, and the signatures among them. Filled anew for each. Not for concurrent use.</summary>
internal sealed class SignatureElements
{
    /// <summary>The most elements; a signature with more is malformed.</summary>
    public const int MaxElements = 32;

    /// <summary>The most signatures, each of which has to be compared.</summary>
    public const int MaxCandidates = 16;

    private readonly (int Start, int NameLength, int ValueStart, int ValueLength)[] _elements = new (int, int, int, int)[MaxElements];
    private readonly (int Start, int Length)[] _candidates = new (int, int)[MaxCandidates];

    /// <summary>The signature as it came.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>The decoded signatures, one behind the other.</summary>
    public ByteBuffer Decoded { get; } = new();

    public int Count { get; private set; }

    public int CandidateCount { get; private set; }

    public ReadOnlySpan<byte> NameOf(int index) => Text.Written.Slice(_elements[index].Start, _elements[index].NameLength);

    public ReadOnlySpan<byte> ValueOf(int index) => Text.Written.Slice(_elements[index].ValueStart, _elements[index].ValueLength);

    /// <summary>The octets of a signature.</summary>
    public ReadOnlySpan<byte> Candidate(int index) => Decoded.Written.Slice(_candidates[index].Start, _candidates[index].Length);

    public void Clear()
    {
        Text.Clear();
        Decoded.Clear();
        Count = 0;
        CandidateCount = 0;
    }

    /// <summary>Counts what was written to the room of <see cref="Decoded"/> as a signature.</summary>
    public void AddCandidate(int length)
    {
        _candidates[CandidateCount++] = (Decoded.Length, length);
        Decoded.Advance(length);
    }

    /// <summary>Finds the elements in <see cref="Text"/>; false where there are too many.</summary>
    /// <param name="separator">Stands between elements; null: there is one.</param>
    /// <param name="pair">Stands between an element's name and its value; null: elements have no names.</param>
    public bool TrySplit(byte? separator, byte? pair)
    {
        var text = Text.Written;
        for (var start = 0; start <= text.Length;)
        {
            var length = separator is { } split ? text[start..].IndexOf(split) : -1;
            var end = length < 0 ? text.Length : start + length;
            if (Count == MaxElements)
            {
                return false;
            }

            Add(separator is null ? (start, end) : Trim(text, start, end), text, pair);
            start = end + 1;
        }

        return true;
    }

    /// <summary>Appends the value of the only element of that name; false where there is none, or more than one.</summary>
    public bool TryAppend(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        var found = -1;
        for (var index = 0; index < Count; index++)
        {
            if (NameOf(index).SequenceEqual(name))
            {
                if (found >= 0)
                {
                    return false;
                }

                found = index;
            }
        }

        if (found < 0)
        {
            return false;
        }

        output.Append(ValueOf(found));
        return true;
    }

    /// <summary>White space around the elements of a list is no part of them.</summary>
    private static (int Start, int End) Trim(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && text[start] == ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] == ' ')
        {
            end--;
        }

        return (start, end);
    }

    private void Add((int Start, int End) element, ReadOnlySpan<byte> text, byte? pair)
    {
        var (start, end) = element;
        var at = pair is { } sign ? text[start..end].IndexOf(sign) : -1;
        _elements[Count++] = pair is null
            ? (start, 0, start, end - start)
            : at < 0 ? (start, end - start, end, 0) : (start, at, start + at + 1, end - start - at - 1);
    }
}
