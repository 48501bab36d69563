using System.Collections.Immutable;
using System.Text;
using EdgeGateway.Callbacks.Verification;

namespace EdgeGateway.Callbacks.Templates;

/// <summary>Which fields a scheme joins, in which order and how. Immutable.</summary>
internal sealed record FieldsRule
{
    /// <summary>Whether the fields are the query string's.</summary>
    public bool IsQuery { get; init; }

    /// <summary>The object that holds the fields; null: the outermost one.</summary>
    public ValueSource? Container { get; init; }

    /// <summary>The only names that are joined; empty: all.</summary>
    public ImmutableArray<byte[]> Names { get; init; } = [];

    /// <summary>What names must begin with; empty: anything.</summary>
    public byte[] OnlyPrefix { get; init; } = [];

    /// <summary>What stands in front of a name and is not part of it; fields without it are not joined.</summary>
    public byte[] UnwrapStart { get; init; } = [];

    /// <summary>What stands behind a name and is not part of it.</summary>
    public byte[] UnwrapEnd { get; init; } = [];

    /// <summary>The names that are not joined.</summary>
    public ImmutableArray<byte[]> Skip { get; init; } = [];

    /// <summary>Whether objects and arrays are passed over; otherwise a callback with one cannot be verified.</summary>
    public bool ScalarsOnly { get; init; }

    /// <summary>Whether empty values and null are passed over.</summary>
    public bool DropEmpty { get; init; }

    /// <summary>Whether a name may stand several times: its values are sorted, and equal ones joined once.</summary>
    public bool AllowsRepeats { get; init; }

    /// <summary>The fields that are joined with the callback's own.</summary>
    public ImmutableArray<AddedField> Added { get; init; } = [];

    /// <summary>The order.</summary>
    public FieldsOrder Order { get; init; }

    /// <summary>How a field is printed.</summary>
    public ImmutableArray<ItemPart> Item { get; init; } = [new(ItemPartKind.Value, [])];

    /// <summary>What stands between fields.</summary>
    public byte[] Join { get; init; } = [];

    /// <summary>The name by which a field is known to the scheme; false where it is not joined.</summary>
    public bool TryUnwrap(ref ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith(UnwrapStart) || !name.EndsWith(UnwrapEnd) || name.Length < UnwrapStart.Length + UnwrapEnd.Length)
        {
            return false;
        }

        name = name[UnwrapStart.Length..^UnwrapEnd.Length];
        return !Holds(Skip, name) && HasPrefix(name) && (Names.IsEmpty || Holds(Names, name));
    }

    /// <summary>Whether a scalar of that name is part of what is joined.</summary>
    public bool Covers(string name)
    {
        ReadOnlySpan<byte> octets = Encoding.UTF8.GetBytes(name);
        return TryUnwrap(ref octets);
    }

    private bool HasPrefix(ReadOnlySpan<byte> name) => Order == FieldsOrder.OrdinalIgnoreCase
        ? name.Length >= OnlyPrefix.Length && Ascii.EqualsIgnoreCase(name[..OnlyPrefix.Length], OnlyPrefix)
        : name.StartsWith(OnlyPrefix);

    private static bool Holds(ImmutableArray<byte[]> names, ReadOnlySpan<byte> name)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
