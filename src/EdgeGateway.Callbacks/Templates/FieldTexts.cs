using EdgeGateway.Callbacks.Canonicalization;
using EdgeGateway.Callbacks.Parsing;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Sorts fields by name, and by value if names are equal.</summary>
/// <param name="rule">What is joined and in which order.</param>
/// <param name="fields">The fields; an index at or above their count refers to an added field of the rule.</param>
internal readonly ref struct FieldTexts(FieldsRule rule, CallbackFields fields) : TextOrder.ITexts
{
    private readonly CallbackFields _fields = fields;

    /// <summary>The name as the scheme uses it.</summary>
    public ReadOnlySpan<byte> NameOf(int index)
    {
        if (index >= _fields.Count)
        {
            return rule.Added[index - _fields.Count].Name;
        }

        var name = _fields.NameOf(_fields[index]);
        return name[rule.UnwrapStart.Length..^rule.UnwrapEnd.Length];
    }

    /// <summary>The raw value, which in a form is its text.</summary>
    public ReadOnlySpan<byte> ValueOf(int index) =>
        index >= _fields.Count ? rule.Added[index - _fields.Count].Value : _fields.RawValueOf(_fields[index]);

    public int Compare(int left, int right)
    {
        var order = rule.Order == FieldsOrder.OrdinalIgnoreCase ? CompareFolded(NameOf(left), NameOf(right)) : NameOf(left).SequenceCompareTo(NameOf(right));
        return order == 0 && rule.AllowsRepeats ? ValueOf(left).SequenceCompareTo(ValueOf(right)) : order;
    }

    private static int CompareFolded(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var at = 0; at < length; at++)
        {
            var difference = Fold(left[at]) - Fold(right[at]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length - right.Length;
    }

    private static int Fold(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? octet | 0x20 : octet;
}
