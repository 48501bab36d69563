namespace EdgeGateway.Callbacks.Parsing;

/// <summary>
/// The elements of one signature value, and the decoded signatures among them. Refilled for each callback. Not thread-safe.
/// </summary>
internal sealed class SignatureElements
{
    /// <summary>The maximum number of elements; a signature with more is malformed.</summary>
    public const int MaxElements = 32;

    /// <summary>The maximum number of signatures, because each one has to be compared.</summary>
    public const int MaxCandidates = 16;

    private readonly (int Start, int NameLength, int ValueStart, int ValueLength)[] _elements = new (int, int, int, int)[MaxElements];
    private readonly (int Start, int Length)[] _candidates = new (int, int)[MaxCandidates];

    /// <summary>The signature as received.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>The decoded signatures, concatenated.</summary>
    public ByteBuffer Decoded { get; } = new();

    public int Count { get; private set; }

    public int CandidateCount { get; private set; }

    public ReadOnlySpan<byte> NameOf(int index) => Text.Written.Slice(_elements[index].Start, _elements[index].NameLength);

    public ReadOnlySpan<byte> ValueOf(int index) => Text.Written.Slice(_elements[index].ValueStart, _elements[index].ValueLength);

    /// <summary>The bytes of one signature.</summary>
    public ReadOnlySpan<byte> Candidate(int index) => Decoded.Written.Slice(_candidates[index].Start, _candidates[index].Length);

    public void Clear()
    {
        Text.Clear();
        Decoded.Clear();
        Count = 0;
        CandidateCount = 0;
    }

    /// <summary>Adds the bytes just written to <see cref="Decoded"/> as a signature.</summary>
    public void AddCandidate(int length)
    {
        _candidates[CandidateCount++] = (Decoded.Length, length);
        Decoded.Advance(length);
    }

    /// <summary>Splits <see cref="Text"/> into elements. Returns false if there are too many.</summary>
    /// <param name="separator">Separates elements; null if there is only one.</param>
    /// <param name="pair">Separates an element's name from its value; null if elements have no names.</param>
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

    /// <summary>Appends the value of the only element with that name. Returns false if there is none or more than one.</summary>
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

    /// <summary>White space around list elements is not part of them.</summary>
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
