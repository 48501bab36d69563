using System.Text;
using EdgeGateway.Callbacks.Canonicalization;

namespace EdgeGateway.Tests.Callbacks.Canonicalization;

/// <summary>Texts that count how often they are read.</summary>
internal sealed class CountedTexts(IEnumerable<string> texts) : TextOrder.ITexts
{
    private readonly byte[][] _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];

    public int Count => _texts.Length;

    public long Reads { get; private set; }

    public int Compare(int left, int right)
    {
        Reads += 2;
        return _texts[left].AsSpan().SequenceCompareTo(_texts[right]);
    }

    public string[] Sorted()
    {
        var indices = Enumerable.Range(0, Count).ToArray();
        TextOrder.Sort(indices, this);
        return [.. indices.Select(index => Encoding.UTF8.GetString(_texts[index]))];
    }
}
